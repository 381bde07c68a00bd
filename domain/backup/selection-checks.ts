import { continuousIgnored } from './continuous-ignored';
import { ofPlan, ofTypes, type PlanCheck } from './plan-check';
import { contradictions } from './selection-contradictions';
import { everythingExcluded } from './selection-resources';
import { conditionKeyWrong, tagImpossible, wildcardLiteral } from './selection-tags';

const CONDITIONS_PAGE = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Conditions.html';
const SELECTION_PAGE = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html';

/** The rules for what a plan selects. */
export const SELECTION_CHECKS: readonly PlanCheck[] = [
  {
    judge: contradictions,
    inPolicies: [
      {
        name: 'tag-with-two-values',
        severity: 'error',
        source: 'backupctl',
        summary: 'several values that one tag must have, all of them',
        why: 'conditions must all hold, and a resource has one value per tag: nothing is selected',
        see: CONDITIONS_PAGE,
      },
      {
        name: 'conditions-contradict',
        severity: 'error',
        source: 'backupctl',
        summary: 'conditions on one tag that exclude each other, or `string_not_like` with `*`',
        why: 'conditions must all hold: nothing is selected',
        see: CONDITIONS_PAGE,
      },
    ],
  },
  {
    judge: ofPlan(tagImpossible),
    inPolicies: [
      {
        name: 'selection-tag-impossible',
        severity: 'error',
        source: 'backupctl',
        summary: 'a key or value of a selection that is empty or too long',
        why: 'a key has 1 to 128 characters, a value has up to 256: nothing is selected',
        see: 'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
      },
    ],
  },
  {
    judge: ofPlan(conditionKeyWrong),
    inPolicies: [
      {
        name: 'condition-key-prefix',
        severity: 'error',
        source: 'backupctl',
        summary: 'a condition key without `aws:ResourceTag/` or with it twice, or a tag key with such a prefix',
        why: 'conditions name a tag by that prefix, which is no part of its key: nothing is selected',
        see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ConditionParameter.html',
      },
    ],
  },
  {
    judge: everythingExcluded,
    inPolicies: [
      {
        name: 'resources-excluded',
        severity: 'error',
        source: 'backupctl',
        summary: 'a selection that excludes everything that it could select',
        why: 'exclusions always apply: nothing is selected',
        see: SELECTION_PAGE,
      },
    ],
  },
  {
    judge: ofPlan(wildcardLiteral),
    inPolicies: [
      {
        name: 'wildcard-compared-literally',
        severity: 'warning',
        source: 'backupctl',
        summary:
          '`*` in a key, in the value of a tag, or of a condition other than `string_like` and `string_not_like`',
        why: 'AWS Backup compares these values literally',
        see: CONDITIONS_PAGE,
      },
    ],
  },
  {
    judge: ofTypes(continuousIgnored),
    inPolicies: [
      {
        name: 'continuous-ignored',
        severity: 'warning',
        source: 'backupctl',
        summary: 'continuous backup for a plan that selects only types that it does not support',
        why: 'AWS Backup takes periodic backups instead; only Aurora, RDS, S3 and SAP HANA have point-in-time restore',
        see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html',
      },
    ],
  },
];
