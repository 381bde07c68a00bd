import type { Finding } from '../../finding';
import { largestParts, minified } from '../minified';
import { found, type RuleDescription } from './rule';
import type { RuleSet } from './rule-set';

/** The quota of AWS Organizations, white space included when an SDK saves the policy. */
const MAXIMUM_CHARACTERS = 10_000;

const tooLong: RuleDescription = {
  name: 'policy-too-long',
  severity: 'error',
  source: 'aws',
  summary: 'a policy of more than 10,000 characters, white space included',
  why: 'an SDK sends the text unchanged, and CreatePolicy counts every character',
  see: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
};

/** The length of a policy. */
export const length: RuleSet = {
  rules: [tooLong],
  check: ({ text, node }) => {
    const smallest = minified(node);
    if ((text ?? smallest).length <= MAXIMUM_CHARACTERS) return [];
    return [smallest.length > MAXIMUM_CHARACTERS ? refuse(smallest, largestParts(node)) : pretty(text ?? '', smallest)];
  },
};

function refuse(smallest: string, parts: ReturnType<typeof largestParts>): Finding {
  const named = parts.map(({ path, characters }) => `${path} (${count(characters)})`).join(', ');
  return found(tooLong, {
    path: '',
    found: smallest.length,
    message: `${count(smallest.length)} characters after minification, but the maximum is ${count(MAXIMUM_CHARACTERS)}; the largest parts are ${named}`,
    remedy: 'move some of the plans to another policy: one target can have up to ten',
  });
}

function pretty(text: string, smallest: string): Finding {
  return found(tooLong, {
    path: '',
    found: text.length,
    message: `${count(text.length)} characters, but the maximum is ${count(MAXIMUM_CHARACTERS)}`,
    remedy: `minify it: it then has ${count(smallest.length)}`,
  });
}

function count(characters: number): string {
  return characters.toLocaleString('en');
}
