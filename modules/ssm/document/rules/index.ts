import type { DocumentRule } from './document-rule';
import { knownReferences } from './known-references';
import { outputs } from './outputs';
import { referencesOnEveryPath } from './references-on-every-path';
import { selectors } from './selectors';
import { sleeps } from './sleeps';
import { stepNames } from './step-names';
import { timeouts } from './timeouts';

/** The rules for each step. The transitions between steps need none: the types of `flow.ts` guarantee them. */
export const STEP_RULES: readonly DocumentRule[] = [stepNames, timeouts, sleeps, outputs, selectors, knownReferences];

/** The rules for the paths between steps. They need unique step names. */
export const PATH_RULES: readonly DocumentRule[] = [referencesOnEveryPath];
