import type { Finding } from '../../domain/finding';
import type { Environment } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { ACTION, POLICY_ARN, shaped } from './formats';

/** Actions that a boundary must not allow, because roles could then create other roles: `*` and the identity services. */
const UNBOUNDED = /^(?:\*|[^:]*\*[^:]*:.*|(?:iam|organizations|sso|sso-admin|sts):.*)$/i;

/** A policy, or a keyword. */
const BOUNDARY = { ...POLICY_ARN, allowed: `made-here, none, or ${POLICY_ARN.allowed}` };

/** The boundary of the roles in the iam stack, and who creates it. */
export const roleBoundary: EnvironmentRule = (environment) => {
  const { permissionsBoundary, boundaryActions } = environment.iam;
  const createdHere = permissionsBoundary === 'made-here';
  return [
    ...(createdHere ? boundaryNotCreated(environment) : boundaryElsewhere(environment)),
    ...boundaryActions.flatMap(actionNotAllowed),
    ...(createdHere ? policiesUnknown(environment) : actionsUnused(environment)),
  ];
};

function boundaryNotCreated({ bootstrap }: Environment): Finding[] {
  if (bootstrap) return [];
  return [
    {
      rule: 'boundary-not-made',
      severity: 'error',
      source: 'backupctl',
      path: 'iam.permissionsBoundary',
      found: 'made-here',
      message: 'the bootstrap creates it, but this environment has no bootstrap',
      remedy: 'write the ARN of a policy, or remove it',
    },
  ];
}

function boundaryElsewhere({ accountId, iam: { permissionsBoundary: found } }: Environment): Finding[] {
  if (found === 'none') return [];
  const path = 'iam.permissionsBoundary';
  const misshapen = shaped(found, BOUNDARY, path);
  if (misshapen.length > 0 || found.startsWith('arn:aws:iam::aws:') || found.includes(`::${accountId}:`)) {
    return misshapen;
  }
  return [
    {
      rule: 'policy-of-another-account',
      severity: 'error',
      source: 'aws',
      path,
      found,
      message: `the policy is outside account ${accountId}: a boundary is a policy of the same account, or of AWS`,
      remedy: `name a policy of account ${accountId}`,
    },
  ];
}

function actionNotAllowed(found: string): Finding[] {
  const path = 'iam.boundaryActions';
  if (!UNBOUNDED.test(found)) return shaped(found, ACTION, path);
  return [
    {
      rule: 'boundary-too-wide',
      severity: 'error',
      source: 'backupctl',
      path,
      found,
      message: `with "${found}" a role could grant itself or others any permission: the boundary would limit nothing`,
      remedy: 'name the actions that the steps need, or write your own policy as iam.permissionsBoundary',
    },
  ];
}

/** The actions of a custom policy are unknown at synth time. */
function policiesUnknown({ ssmBackup, iam }: Environment): Finding[] {
  if (ssmBackup === 'none' || ssmBackup.automationPolicyArns.length === 0 || iam.boundaryActions.length > 0) return [];
  return [
    {
      rule: 'boundary-may-be-narrow',
      severity: 'warning',
      source: 'backupctl',
      path: 'iam.boundaryActions',
      message: 'the boundary of the automation role does not include what ssmBackup.automationPolicyArns allow',
      remedy: 'list the actions that only your steps need',
    },
  ];
}

function actionsUnused({ iam: { permissionsBoundary, boundaryActions } }: Environment): Finding[] {
  if (boundaryActions.length === 0) return [];
  return [
    {
      rule: 'boundary-not-made',
      severity: 'error',
      source: 'backupctl',
      path: 'iam.boundaryActions',
      found: boundaryActions.join(', '),
      message: `they belong to the boundary that the bootstrap creates, but the boundary is ${permissionsBoundary}`,
      remedy: 'remove them, or use made-here',
    },
  ];
}
