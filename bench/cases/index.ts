import type { Case } from '../case';
import { help, schedule } from './commands';
import { coverageOfFew, coverageOfMany } from './coverage';
import { emptyApp } from './empty-app';
import { environments } from './environments';
import { largeOrganization } from './large-organization';
import { effectiveOfAccounts, FEW_ACCOUNTS, MANY_ACCOUNTS, reportOfAccounts, reviewOfAccounts } from './many-accounts';
import { review } from './review';
import { synth } from './synth';

export { FEW_ACCOUNTS, MANY_ACCOUNTS };

/** What the others are compared with. */
export const BASELINE = emptyApp;

/** Between these two the cost of a further stack is taken. */
export const FEW = environments(20);
export const MANY = environments(60, { measure: 'peakMb', atMost: 250 });

export const CASES: readonly Case[] = [
  BASELINE,
  synth,
  FEW,
  MANY,
  FEW_ACCOUNTS,
  MANY_ACCOUNTS,
  help,
  schedule,
  largeOrganization,
  effectiveOfAccounts,
  review,
  reviewOfAccounts,
  reportOfAccounts,
  coverageOfFew,
  coverageOfMany,
];
