import { assumedBy } from '../iam/assumed-by';
import type { BaselineRole, FailureEvents, MemberBaseline } from './member-baseline';
import { ACCOUNT, HOME, logicalId, type NamedResource, policyDocument, retained, tagList } from './template-resource';

type Tags = MemberBaseline['tags'];

/** The roles in the home region, with their own policies. */
export function roleResources(roles: readonly BaselineRole[], tags: Tags): NamedResource[] {
  const policyIds = ({ id, ownPolicies }: BaselineRole) =>
    ownPolicies.map(({ part }) => ({ Ref: logicalId('Policy', part === undefined ? id : `${id}-${part}`) }));
  return roles.flatMap((role) => {
    const { id, name, path, trust, boundary, managedPolicies, ownPolicies } = role;
    const others = roles.filter((one) => one.id === role.policiesOf);
    const properties = {
      RoleName: name,
      Path: path,
      AssumeRolePolicyDocument: policyDocument([
        assumedBy('service' in trust ? { ...trust, sourceAccount: ACCOUNT } : trust),
      ]),
      PermissionsBoundary: boundary === undefined ? undefined : `arn:aws:iam::${ACCOUNT}:policy/${boundary}`,
      ManagedPolicyArns: [...Object.values(managedPolicies), ...[...others, role].flatMap(policyIds)],
      Tags: tagList({ ...tags, Name: name }),
    };
    const policies = ownPolicies.map((policy, index): NamedResource => {
      const policyProperties = {
        ManagedPolicyName: policy.name,
        Description: policy.description,
        PolicyDocument: policyDocument(policy.statements(ACCOUNT)),
      };
      return [policyIds(role)[index]?.Ref ?? '', retained('AWS::IAM::ManagedPolicy', policyProperties, HOME)];
    });
    return [...policies, [logicalId('Role', id), retained('AWS::IAM::Role', properties, HOME)]];
  });
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
