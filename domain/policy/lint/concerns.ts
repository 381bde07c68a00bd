import { archive } from './archive';
import { childOperators } from './child-operators';
import { coldStorage } from './cold-storage';
import { completeness } from './completeness';
import type { Concern } from './concern';
import { json } from './json';
import { length } from './length';
import { lifecycles } from './lifecycles';
import { names } from './names';
import { operators } from './operators';
import { overlaps } from './overlaps';
import { quotas } from './quotas';
import { regions } from './regions';
import { roles } from './roles';
import { scalars } from './scalars';
import { scans } from './scans';
import { schedules } from './schedules';
import { selections } from './selections';
import { structure } from './structure';
import { tags } from './tags';
import { targets } from './targets';
import { windows } from './windows';

/** Every check of a policy, the outer ones first. */
export const CONCERNS: readonly Concern[] = [
  json,
  length,
  structure,
  operators,
  childOperators,
  scalars,
  names,
  regions,
  schedules,
  windows,
  lifecycles,
  archive,
  coldStorage,
  overlaps,
  targets,
  tags,
  selections,
  roles,
  scans,
  quotas,
  completeness,
];
