import { OBSERVED } from '../policy/lint/rule';
import {
  coldStorageTooShort,
  continuousLifecycle,
  lifecycleDaysNotPositive,
  lifecycleTooLong,
  neverExpires,
} from './lifecycle';
import { ofLifecycles, ofRules, type PlanCheck } from './plan-check';

const LIFECYCLE_PAGE = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html';

/** The settings of a lifecycle that are numbers of days. */
export const DAYS = ['coldStorageAfterDays', 'deleteAfterDays'] as const;

/** The rules for the lifecycles of rules and copies. */
export const LIFECYCLE_CHECKS: readonly PlanCheck[] = [
  {
    judge: ofLifecycles(lifecycleDaysNotPositive),
    inPolicies: [
      {
        name: 'lifecycle-days-not-positive',
        severity: 'error',
        source: 'aws',
        summary: 'a lifecycle of 0 days',
        why: 'CreatePolicy rejects `"0"`',
        see: OBSERVED,
      },
    ],
  },
  {
    judge: ofLifecycles(lifecycleTooLong),
    inPolicies: [
      {
        name: 'lifecycle-too-long',
        severity: 'error',
        source: 'backupctl',
        summary: 'a lifecycle of more than 36,500 days',
        why: 'CreatePolicy has no upper bound, but AWS Backup refuses the plan',
        see: LIFECYCLE_PAGE,
      },
    ],
  },
  {
    judge: ofLifecycles((lifecycle, at, { isComplete }) => (isComplete ? neverExpires(lifecycle, at) : [])),
    // Other policies can add it: only the merged plans show it.
    inPolicies: [],
  },
  {
    judge: ofRules(
      ({ value, at }) => continuousLifecycle(value, at),
      ({ at }, { path }) => [at('continuous'), path],
    ),
    inPolicies: [
      {
        name: 'continuous-retention',
        severity: 'error',
        source: 'aws',
        summary: 'a continuous backup without `delete_after_days`, or with more than 35',
        why: 'CreatePolicy requires the number in the same document as `enable_continuous_backup`',
        see: OBSERVED,
      },
      {
        name: 'continuous-cold-storage',
        severity: 'error',
        source: 'aws',
        summary: 'a continuous backup with cold storage',
        why: 'CreatePolicy rejects it if both are in one document; if cold storage is inherited, AWS does not report it',
        see: OBSERVED,
      },
    ],
  },
  {
    judge: ofLifecycles(coldStorageTooShort, ({ value, at }) =>
      [...DAYS, ...(value.archive ? (['archive'] as const) : [])].map(at),
    ),
    inPolicies: [
      {
        name: 'cold-storage-too-short',
        severity: 'error',
        source: 'backupctl',
        summary: 'deletion less than 90 days after the transition to cold storage',
        why: 'AWS documents the minimum, but checks it neither in CreatePolicy nor in the effective policy unless the archive is opted in',
        see: LIFECYCLE_PAGE,
      },
      {
        name: 'archive-gap-too-short',
        severity: 'error',
        source: 'aws',
        summary: 'the same, where the archive is opted in',
        why: 'with `opt_in_to_archive_for_supported_resources` CreatePolicy checks the 90 days',
        see: OBSERVED,
      },
    ],
  },
];
