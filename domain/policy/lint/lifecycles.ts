import {
  coldStorageTooShort,
  continuousLifecycle,
  lifecycleDaysNotPositive,
  type Lifecycle,
} from '../../backup/lifecycle';
import type { Finding } from '../../finding';
import { OBSERVED, type Concern, type RuleDescription } from './concern';
import { below, child, type Section } from './section';
import { copiesOf, rulesOf } from './traversal';
import { assignedNumber, assignsTrue } from './values';

const daysNotPositive: RuleDescription = {
  name: 'lifecycle-days-not-positive',
  severity: 'error',
  source: 'aws',
  summary: 'a lifecycle of 0 days',
  why: 'CreatePolicy refuses `"0"`; there is no upper bound',
  see: OBSERVED,
};

const coldTooShort: RuleDescription = {
  name: 'cold-storage-too-short',
  severity: 'error',
  source: 'backupctl',
  summary: 'deletion less than 90 days after the transition to cold storage',
  why: 'AWS documents it, yet checks it neither in CreatePolicy nor in the effective policy unless the archive is opted in',
  see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html',
};

const archiveGapTooShort: RuleDescription = {
  name: 'archive-gap-too-short',
  severity: 'error',
  source: 'aws',
  summary: 'the same, where the archive is opted in',
  why: 'with `opt_in_to_archive_for_supported_resources` CreatePolicy checks the 90 days',
  see: OBSERVED,
};

const continuousRetention: RuleDescription = {
  name: 'continuous-retention',
  severity: 'error',
  source: 'aws',
  summary: 'a continuous backup without `delete_after_days`, or with more than 35',
  why: 'CreatePolicy wants the number in the same document as `enable_continuous_backup`',
  see: OBSERVED,
};

const continuousColdStorage: RuleDescription = {
  name: 'continuous-cold-storage',
  severity: 'error',
  source: 'aws',
  summary: 'a continuous backup that is to turn cold',
  why: 'CreatePolicy refuses it where both stand in one document; where cold storage is inherited AWS is silent',
  see: OBSERVED,
};

/** How long recovery points and their copies live. */
export const lifecycles: Concern = {
  rules: [daysNotPositive, coldTooShort, archiveGapTooShort, continuousRetention, continuousColdStorage],
  check: ({ document }) =>
    rulesOf(document).flatMap(({ rule }) => [
      ...judge(rule),
      ...(assignsTrue(rule, 'enable_continuous_backup') ? continuousLifecycle(lifecycleOf(rule)) : []),
      ...copiesOf(rule).flatMap(judge),
    ]),
};

const KEYS = {
  coldStorageAfterDays: 'move_to_cold_storage_after_days',
  deleteAfterDays: 'delete_after_days',
} as const;

/** The lifecycle of a rule or a copy action. */
export function lifecycleOf(owner: Section): Lifecycle {
  const lifecycle = child(owner, 'lifecycle');
  return {
    at: (name) => below(lifecycle, KEYS[name]),
    coldStorageAfterDays: assignedNumber(lifecycle, KEYS.coldStorageAfterDays),
    deleteAfterDays: assignedNumber(lifecycle, KEYS.deleteAfterDays),
  };
}

/** Whether a rule or a copy action asks for the archive tier. */
export function optsInToArchive(owner: Section): boolean {
  return assignsTrue(child(owner, 'lifecycle'), 'opt_in_to_archive_for_supported_resources');
}

function judge(owner: Section): Finding[] {
  const lifecycle = lifecycleOf(owner);
  const tooShort = coldStorageTooShort(lifecycle);
  const { name: rule, source } = archiveGapTooShort;
  return [
    ...lifecycleDaysNotPositive(lifecycle),
    ...(optsInToArchive(owner) ? tooShort.map((finding) => ({ ...finding, rule, source })) : tooShort),
  ];
}
