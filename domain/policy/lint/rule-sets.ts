import { copyTargets } from './copy-targets';
import { json } from './json';
import { length } from './length';
import { partitions } from './partitions';
import { planRules } from './plan-rules';
import type { RuleSet } from './rule-set';
import { scans } from './scans';
import { schedules } from './schedules';
import { selections } from './selections';
import { structure } from './structure';
import { tags } from './tags';

/** Every check of a policy. */
export const RULE_SETS: readonly RuleSet[] = [
  json,
  length,
  structure,
  partitions,
  schedules,
  planRules,
  copyTargets,
  tags,
  selections,
  scans,
];
