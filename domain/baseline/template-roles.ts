import { assumedBy } from '../iam/assumed-by';
import type { BaselineRole, FailureEvents, MemberBaseline } from './member-baseline';
import { ACCOUNT, HOME, logicalId, type NamedResource, policyDocument, retained, tagList } from './template-resource';

type Tags = MemberBaseline['tags'];

/** A role in the home region, with its own policy if it has one. */
export function roleResources(role: BaselineRole, tags: Tags): NamedResource[] {
  const { id, name, path, service, boundary, managedPolicies, ownPolicy } = role;
  const policyId = logicalId('Policy', id);
  const properties = {
    RoleName: name,
    Path: path,
    AssumeRolePolicyDocument: policyDocument([assumedBy({ service, sourceAccount: ACCOUNT })]),
    PermissionsBoundary: boundary === undefined ? undefined : `arn:aws:iam::${ACCOUNT}:policy/${boundary}`,
    ManagedPolicyArns: [...Object.values(managedPolicies), ...(ownPolicy ? [{ Ref: policyId }] : [])],
    Tags: tagList({ ...tags, Name: name }),
  };
  const policy = ownPolicy && {
    ManagedPolicyName: ownPolicy.name,
    Description: ownPolicy.description,
    PolicyDocument: policyDocument(ownPolicy.statements),
  };
  return [
    ...(policy ? [[policyId, retained('AWS::IAM::ManagedPolicy', policy, HOME)] as const] : []),
    [logicalId('Role', id), retained('AWS::IAM::Role', properties, HOME)],
  ];
}

/** The rule in every region that reports failures. In the home region, it waits for its role. */
export function eventRule(
  { rule, target, role }: FailureEvents,
  { roles, tags }: Pick<MemberBaseline, 'roles' | 'tags'>,
): NamedResource {
  const { id = '', path = '/' } = roles.find(({ name }) => name === role) ?? {};
  const arn = { 'Fn::GetAtt': [logicalId('Role', id), 'Arn'] };
  const properties = {
    Name: rule.name,
    Description: rule.description,
    EventPattern: rule.pattern,
    Tags: tagList({ ...tags, Name: rule.name }),
    Targets: [
      { Id: 'bus', Arn: target, RoleArn: { 'Fn::If': [HOME, arn, `arn:aws:iam::${ACCOUNT}:role${path}${role}`] } },
    ],
  };
  return [logicalId('Rule', 'events'), retained('AWS::Events::Rule', properties)];
}
