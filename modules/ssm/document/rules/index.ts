import { cancelTargets } from './cancel-targets';
import { circles } from './circles';
import { critical } from './critical';
import type { DocumentRule } from './document-rule';
import { ends } from './ends';
import { knownReferences } from './known-references';
import { outputs } from './outputs';
import { referencesOnEveryPath } from './references-on-every-path';
import { selectors } from './selectors';
import { sleeps } from './sleeps';
import { stepNames } from './step-names';
import { targets } from './targets';
import { timeouts } from './timeouts';
import { unreachable } from './unreachable';

/** What every step has to fulfil. */
export const STEP_RULES: readonly DocumentRule[] = [
  stepNames,
  targets,
  ends,
  critical,
  timeouts,
  sleeps,
  outputs,
  selectors,
  knownReferences,
];

/** What the ways between the steps have to fulfil. They are known only when every step is found by its name. */
export const FLOW_RULES: readonly DocumentRule[] = [cancelTargets, unreachable, circles, referencesOnEveryPath];
