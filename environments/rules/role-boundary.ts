import type { Finding } from '../../domain/finding';
import type { Environment } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { ACTION, POLICY_ARN, shaped } from './formats';

/** What nobody may do within a boundary that is to keep roles from making others: `*` and the services of identities. */
const UNBOUNDED = /^(?:\*|[^:]*\*[^:]*:.*|(?:iam|organizations|sso|sso-admin|sts):.*)$/i;

/** A policy, or a word that stands for one. */
const BOUNDARY = { ...POLICY_ARN, allowed: `made-here, none, or ${POLICY_ARN.allowed}` };

/** What bounds the roles of the iam stack, and that somebody makes it. */
export const roleBoundary: EnvironmentRule = (environment) => {
  const { permissionsBoundary, boundaryActions } = environment.iam;
  const madeHere = permissionsBoundary === 'made-here';
  return [
    ...(madeHere ? nobodyMakesIt(environment) : boundaryElsewhere(environment)),
    ...boundaryActions.flatMap(actionNotAllowed),
    ...(madeHere ? policiesUnknown(environment) : actionsUnused(environment)),
  ];
};

function nobodyMakesIt({ bootstrap }: Environment): Finding[] {
  if (bootstrap) return [];
  return [
    {
      rule: 'boundary-not-made',
      severity: 'error',
      source: 'backupctl',
      path: 'iam.permissionsBoundary',
      found: 'made-here',
      message: 'it is the bootstrap that makes it, and this environment has none',
      remedy: 'name the ARN of a policy, or leave it out',
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
      message: `the policy lies outside account ${accountId}: a role is bounded by one of its own account, or of AWS`,
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
      message: `with "${found}" a role could give itself or others any right: it would bound nothing`,
      remedy: 'name the actions that the steps need, or a policy of your own as iam.permissionsBoundary',
    },
  ];
}

/** What a policy of one's own allows is not known here. */
function policiesUnknown({ ssmBackup, iam }: Environment): Finding[] {
  if (ssmBackup === 'none' || ssmBackup.automationPolicyArns.length === 0 || iam.boundaryActions.length > 0) return [];
  return [
    {
      rule: 'boundary-may-be-narrow',
      severity: 'warning',
      source: 'backupctl',
      path: 'iam.boundaryActions',
      message: 'the boundary of the automation’s role does not know what ssmBackup.automationPolicyArns allow',
      remedy: 'list the actions that your steps need and the SSM backup itself does not',
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
      message: `they belong to the boundary that the bootstrap makes, and the boundary is ${permissionsBoundary}`,
      remedy: 'leave them out, or use made-here',
    },
  ];
}
