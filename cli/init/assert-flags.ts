import type { Tree } from '../../domain/organization/tree';
import { RefusedInputError, refusedOf, UsageError } from '../exit-code';
import { findingsText } from '../findings-text';
import { answersOf, type AnswerTexts } from './answers';
import { askedAfter, QUESTIONS } from './questions';
import { refusedIn } from './refusals-of';

/** @throws {UsageError} for flags that contradict others: their answers would have no effect */
export function assertFlagsUsed(texts: AnswerTexts, tree: Tree | undefined): void {
  if (texts.organization === undefined) return;
  const asked = askedAfter(texts, tree);
  const unused = QUESTIONS.filter((one) => texts[one.question] !== undefined && !asked.includes(one));
  if (unused.length === 0) return;
  const flags = unused.map(({ flag }) => flag).join(', ');
  const why = texts.organization === '' ? '--no-organization' : 'organization-tree.json, which has the root,';
  throw new UsageError(`${flags} cannot be used with ${why.replace(/,$/, '')}.\n→ leave it out`);
}

/** @throws {UsageError} with every flag that is missing without a terminal */
export function assertComplete(
  texts: AnswerTexts,
  tree: Tree | undefined,
  { asksForSample }: { readonly asksForSample: boolean },
): void {
  const missing = askedAfter(texts, tree)
    .filter(({ question }) => texts[question] === undefined)
    .map(({ question, flag, value }) => `${flag} ${value}${question === 'organization' ? alternativeTo(tree) : ''}`);
  if (asksForSample) missing.push('--replace-sample, because the shipped sample would be replaced');
  if (missing.length === 0) return;
  const lines = missing.map((flag) => `  ${flag}`).join('\n');
  throw new UsageError(
    `init asks on a terminal. Without one, these flags are required:\n${lines}\n→ add them, or run it on a terminal`,
  );
}

function alternativeTo(tree: Tree | undefined): string {
  const more = askedAfter({ organization: 'o-' }, tree).filter(({ isAsked }) => isAsked);
  return ` with ${more.map(({ flag, value }) => `${flag} ${value}`).join(' and ')}, or --no-organization`;
}

/**
 * Each flag by itself, so that all problems are reported at once.
 * @throws {RefusedInputError} with the problems
 */
export function refuseFlags(texts: AnswerTexts, folder: string): void {
  const findings = QUESTIONS.flatMap(({ question, flag }) => {
    const text = texts[question];
    if (text === undefined) return [];
    const organization =
      question === 'managementAccount' || question === 'root' ? { organization: 'o-exampleorg' } : {};
    const refused = refusedIn(answersOf({ ...organization, [question]: text }, undefined), folder, new Date());
    return refused.map(({ rule, found = text, message, remedy }) => ({
      rule,
      severity: 'error' as const,
      source: 'backupctl' as const,
      path: flag,
      found,
      message,
      remedy,
    }));
  });
  if (findings.length > 0) throw new RefusedInputError(findingsText(findings), refusedOf(findings));
}
