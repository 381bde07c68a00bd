import type { Readable, Writable } from 'node:stream';

import * as prompts from '@clack/prompts';

import { placesIn, type Tree } from '../../domain/organization/tree';
import { InterruptedError } from '../exit-code';
import type { AnswerTexts } from './answers';
import { type AskedQuestion, askedAfter } from './questions';

/** A terminal. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** What the questions depend on. */
export interface Asking {
  /** The pulled tree of the organization, if there is one. */
  readonly tree: Tree | undefined;
  readonly terminal: Terminal;
  /** Returns the first problem of answers, as text. */
  readonly problem: (texts: AnswerTexts) => string | undefined;
}

/**
 * Asks what the flags have not answered, each question until its answer has no problem.
 * @throws {InterruptedError} when the user cancels
 */
export async function ask(texts: AnswerTexts, asking: Asking): Promise<AnswerTexts> {
  const next = askedAfter(texts, asking.tree).find(({ question }) => texts[question] === undefined);
  if (!next) return texts;
  return ask({ ...texts, [next.question]: await answerTo(next, texts, asking) }, asking);
}

async function answerTo(asked: AskedQuestion, texts: AnswerTexts, asking: Asking): Promise<string> {
  const { question, message, proposal } = asked;
  const { tree, problem, terminal } = asking;
  if (question === 'organization' && !(await hasOrganization(asking))) return '';
  const initialValue = question === 'accounts' && tree ? await chosenAccounts(tree, terminal) : proposal?.();
  const answer = await prompts.text({
    ...terminal,
    message,
    ...(initialValue === undefined ? {} : { initialValue }),
    validate: (text = '') =>
      text.trim() === '' ? 'An answer is required.' : problem({ ...texts, [question]: text.trim() }),
  });
  return uncancelled(answer).trim();
}

async function hasOrganization({ tree, terminal }: Asking): Promise<boolean> {
  const message = 'Manage the backup policies of an AWS organization?';
  return uncancelled(await prompts.confirm({ ...terminal, message, initialValue: tree !== undefined }));
}

/** Accounts of the pulled tree as environments, which the next prompt lets the user rename and reorder. */
async function chosenAccounts(tree: Tree, terminal: Terminal): Promise<string> {
  const accounts = [...placesIn(tree).accounts.values()].filter(
    ({ value: { state = 'active' } }) => state === 'active',
  );
  const options = accounts.map(({ value: { id, name }, parent }) => ({
    value: id,
    label: name,
    hint: `${id}, ${parent}`,
  }));
  const message = 'Accounts with resources to back up by environments of their own (type to search, Tab selects)';
  const chosen = await prompts.autocompleteMultiselect({ ...terminal, message, options, required: true, maxItems: 10 });
  return uncancelled(chosen)
    .map((id) => `${environmentName(options.find(({ value }) => value === id)?.label ?? '')}=${id}`)
    .join(', ');
}

function environmentName(account: string): string {
  const name = account.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return name.replaceAll(/^[^a-z]+|-+$/g, '').slice(0, 31);
}

/** Whether the shipped sample may be replaced. */
export async function confirmReplacement(files: readonly string[], terminal: Terminal): Promise<boolean> {
  const message = `Replace the shipped sample (${files.join(', ')})?`;
  return uncancelled(await prompts.confirm({ ...terminal, message, initialValue: false }));
}

function uncancelled<T>(answer: T | typeof prompts.CANCEL_SYMBOL): T {
  if (answer !== prompts.CANCEL_SYMBOL) return answer;
  throw new InterruptedError('Nothing was written.');
}
