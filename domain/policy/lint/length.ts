import type { Finding } from '../../finding';
import { largestParts, minified } from '../minified';
import { found, type Concern, type RuleDescription } from './concern';

/** As the quotas of AWS Organizations say, white space included when an SDK saves the policy. */
const MAXIMUM_CHARACTERS = 10_000;

const tooLong: RuleDescription = {
  name: 'policy-too-long',
  severity: 'error',
  source: 'aws',
  summary: 'a policy of more than 10,000 characters, white space included',
  why: 'an SDK saves the text as it is, and CreatePolicy counts every character of it',
  see: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
};

/** The length of a policy. */
export const length: Concern = {
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
    message: `${count(smallest.length)} characters after minification, but ${count(MAXIMUM_CHARACTERS)} is the most; the largest parts are ${named}`,
    remedy: 'give some of the plans a policy of their own: up to ten can be attached to one target',
  });
}

function pretty(text: string, smallest: string): Finding {
  return found(tooLong, {
    path: '',
    found: text.length,
    message: `${count(text.length)} characters, but ${count(MAXIMUM_CHARACTERS)} is the most`,
    remedy: `send it minified: then it has ${count(smallest.length)}`,
  });
}

function count(characters: number): string {
  return characters.toLocaleString('en');
}
