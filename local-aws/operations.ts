import { Fault, page, type Operation } from './operation';

const BACKUP = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_';

/** Everything that the stand-in answers itself: what shipped commands call and moto lacks. All else goes to moto. */
export const OPERATIONS: readonly Operation[] = [
  {
    action: 'backup:ListBackupJobs',
    page: `${BACKUP}ListBackupJobs.html`,
    route: 'GET /backup-jobs',
    answer: ({ region, input, state }) => {
      const after = input['createdAfter'] === undefined ? 0 : Date.parse(input['createdAfter']) / 1000;
      const account = input['accountId'] ?? '*';
      const jobs = state.jobs
        .filter((listed) => listed.region === region)
        .map(({ job }) => job)
        .filter((job) => job.CreationDate >= after && (account === '*' || job['AccountId'] === account));
      const { part, ...next } = page(jobs, input['nextToken'], state);
      return { BackupJobs: part, ...next };
    },
  },
  {
    action: 'backup:DescribeGlobalSettings',
    page: `${BACKUP}DescribeGlobalSettings.html`,
    route: 'GET /global-settings',
    answer: ({ state }) => ({ GlobalSettings: state.globalSettings, LastUpdateTime: 1_700_000_000 }),
  },
  {
    action: 'backup:DescribeRegionSettings',
    page: `${BACKUP}DescribeRegionSettings.html`,
    route: 'GET /account-settings',
    answer: ({ region, state }) => ({ ResourceTypeOptInPreference: state.optIn[region] ?? {} }),
  },
  {
    // moto does not know backup.amazonaws.com as a service that can be delegated.
    action: 'organizations:ListDelegatedAdministrators',
    page: `${ORGANIZATIONS}ListDelegatedAdministrators.html`,
    answer: ({ input, state }) => {
      const found = state.delegatedAdministrators.filter(
        (one) => input['ServicePrincipal'] === undefined || one.ServicePrincipal === input['ServicePrincipal'],
      );
      const { part, ...next } = page(found, input['NextToken'], state);
      return { DelegatedAdministrators: part.map(({ Id }) => ({ Id })), ...next };
    },
  },
  {
    action: 'organizations:DescribeEffectivePolicy',
    page: `${ORGANIZATIONS}DescribeEffectivePolicy.html`,
    answer: ({ input, state }) => {
      const { TargetId = '', PolicyType } = input;
      if (!state.accounts.includes(TargetId)) {
        throw new Fault(
          'TargetNotFoundException',
          "We can't find a root, OU, account, or policy with the TargetId that you specified.",
        );
      }
      const policy = state.effectivePolicies[TargetId];
      if (policy === undefined) {
        throw new Fault(
          'EffectivePolicyNotFoundException',
          'If you ran this action on the management account, this policy type is not enabled.',
        );
      }
      return {
        EffectivePolicy: {
          PolicyContent: JSON.stringify(policy),
          TargetId,
          PolicyType,
          LastUpdatedTimestamp: 1_700_000_000,
        },
      };
    },
  },
  {
    action: 'organizations:ListAccountsWithInvalidEffectivePolicy',
    page: `${ORGANIZATIONS}ListAccountsWithInvalidEffectivePolicy.html`,
    answer: ({ input, state }) => {
      const { part, ...next } = page(Object.keys(state.validationErrors), input['NextToken'], state);
      return { Accounts: part.map((Id) => ({ Id })), PolicyType: input['PolicyType'], ...next };
    },
  },
  {
    action: 'organizations:ListEffectivePolicyValidationErrors',
    page: `${ORGANIZATIONS}ListEffectivePolicyValidationErrors.html`,
    answer: ({ input, state }) => {
      const { AccountId = '', PolicyType } = input;
      const { part, ...next } = page(state.validationErrors[AccountId] ?? [], input['NextToken'], state);
      return { AccountId, PolicyType, EffectivePolicyValidationErrors: part, ...next };
    },
  },
];
