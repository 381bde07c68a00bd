import type { Judge, Rule } from './rule';
import { isSet, type Value } from './value';

/** Does an argument refer to another resource than before? */
export function otherReference(other: Rule, otherwise: Rule): Judge {
  return ({ before, after }) => {
    const [was, is] = [referencesIn(before), referencesIn(after)];
    return was !== '' && is !== '' && was !== is ? other : otherwise;
  };
}

const REFERENCE = /\$\{[^}]*\}|arn:[\w-]+:[^\s"',}]+/g;

/** References of Terraform and ARNs, as text. */
function referencesIn(value: Value | undefined): string {
  const texts = isSet(value) ? value : [value];
  return texts.flatMap((text) => (typeof text === 'string' ? (text.match(REFERENCE) ?? []) : [])).join(' ');
}
