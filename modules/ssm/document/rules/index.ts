import type { DocumentRule } from './document-rule';
import { knownReferences } from './known-references';
import { outputs } from './outputs';
import { referencesOnEveryPath } from './references-on-every-path';
import { selectors } from './selectors';
import { sleeps } from './sleeps';
import { stepNames } from './step-names';
import { timeouts } from './timeouts';

/** The rules for each step. What leads from one step to another needs none: `flow.ts` lets nobody write it wrong. */
export const STEP_RULES: readonly DocumentRule[] = [stepNames, timeouts, sleeps, outputs, selectors, knownReferences];

/** The rules for the paths between steps. They need unique step names. */
export const PATH_RULES: readonly DocumentRule[] = [referencesOnEveryPath];
