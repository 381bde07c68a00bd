import type { Finding } from '../../domain/finding';
import { CHECK_ACTIONS } from '../../domain/ssm-backup/check-actions';
import type { SsmBackup } from '../schema';
import type { EnvironmentRule } from './environment-rule';
import { policiesNotAttachable, tooManyPolicies } from './attached-policies';
import { PARAMETER_ARN } from './formats';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Settings of the SSM backup that AWS accepts, except its window (S8, S13). */
export const ssmBackup: EnvironmentRule = ({ accountId, region, ssmBackup: configured }) => {
  if (configured === 'none') return [];
  const { automationPolicyArns, imageParameterArns, logRetentionDays } = configured;
  return [
    ...steps(configured),
    ...policiesNotAttachable(automationPolicyArns, accountId, 'ssmBackup.automationPolicyArns'),
    ...tooManyPolicies(1, 'the automation’s role', automationPolicyArns, 'ssmBackup.automationPolicyArns'),
    ...imageParameterArns.flatMap((arn) => parameterNotReadable(arn, region)),
    ...retention(logRetentionDays),
  ];
};

function steps({ before, after }: SsmBackup): Finding[] {
  const placed = [
    ...before.map((step) => ({ step, path: `ssmBackup.before.${step.name}` })),
    ...after.map((step) => ({ step, path: `ssmBackup.after.${step.name}` })),
  ];
  const names = placed.map(({ step }) => step.name);
  return placed.flatMap(({ step: { name, action }, path }, index): Finding[] => [
    ...actionNotAllowed(action, `${path}.action`),
    ...(names.indexOf(name) === index
      ? []
      : [
          {
            rule: 'names-collide',
            severity: 'error',
            source: 'aws',
            path: `${path}.name`,
            found: name,
            message: `"${name}" is used twice`,
            remedy: 'give it a unique name',
          } as const,
        ]),
  ]);
}

function actionNotAllowed(found: string, path: string): Finding[] {
  if (CHECK_ACTIONS.includes(found)) return [];
  return [
    {
      rule: 'step-action',
      severity: 'error',
      source: 'backupctl',
      path,
      found,
      message: `a custom step cannot be "${found}": it could leave the instance stopped`,
      remedy: `use one of ${CHECK_ACTIONS.join(', ')}`,
    },
  ];
}

/** A parameter can be shared by another account, but EC2 reads only parameters of its own region. */
function parameterNotReadable(arn: string, region: string): Finding[] {
  const path = 'ssmBackup.imageParameterArns';
  const itsRegion = PARAMETER_ARN.pattern.exec(arn)?.[1];
  if (itsRegion === undefined || itsRegion === region) return [];
  return [
    {
      rule: 'parameter-of-another-region',
      severity: 'error',
      source: 'aws',
      path,
      found: arn,
      message: `the parameter is in ${itsRegion}, but the launch templates and images are in ${region}`,
      remedy: `name a parameter in ${region}`,
    },
  ];
}

function retention(found: number): Finding[] {
  if (RETENTION_DAYS.includes(found)) return [];
  return [
    {
      rule: 'log-retention',
      severity: 'error',
      source: 'aws',
      path: 'ssmBackup.logRetentionDays',
      found,
      message: `CloudWatch Logs keeps logs only for certain numbers of days, and ${found} is not one of them`,
      remedy: `write ${RETENTION_DAYS.slice(0, -1).join(', ')} or ${RETENTION_DAYS.at(-1)}`,
    },
  ];
}
