import type { Rule } from '../rule';

/** About the file of accepted findings itself. */
export const ACCEPTANCE_RULES = {
  expired: {
    name: 'acceptance-expired',
    severity: 'medium',
    finds: 'an accepted finding whose time is over',
    why: 'what was accepted for a while counts again',
    remedy: 'fix what it accepts, or think again and set another date',
  },
  unused: {
    name: 'acceptance-unused',
    severity: 'medium',
    finds: 'an accepted finding that nothing finds',
    why: 'left there, it would accept the next such change unseen',
    remedy: 'take the entry out',
  },
} as const satisfies Readonly<Record<string, Rule>>;
