import path from 'node:path';

import { TREE_FILE } from '../../environments/tree-file';
import { environmentsFolder } from '../configuration';
import { RefusedInputError, UsageError } from '../exit-code';
import { previousTree } from '../organization/tree-file';
import { writeFilesAtOnce } from '../write-files';
import { answersOf, type AnswerTexts } from './answers';
import type { Asking, Terminal } from './ask';
import { assertComplete, assertFlagsUsed, refuseFlags } from './assert-flags';
import { changesIn, type FileChanges } from './existing-files';
import { filesOf } from './files-of';
import { type MainWorkflow, workflowChange } from './main-workflow-file';
import { type NextCommand, nextCommands } from './next-commands';
import { assertAnswers, refusedIn } from './refusals-of';

/** What the command line says. */
export interface InitRequest {
  readonly texts: AnswerTexts;
  /** Whether the shipped sample may be replaced without a question. */
  readonly replaceSample: boolean;
  /** Asks what is missing. Without a terminal, it is wrong usage. */
  readonly terminal: Terminal | undefined;
  readonly mainWorkflow: MainWorkflow;
}

/** What `init` has done. */
export interface Initialized extends Omit<FileChanges, 'edited'> {
  readonly next: readonly NextCommand[];
  readonly notes: readonly string[];
}

/**
 * Writes a first configuration: all files of it, or none.
 *
 * @throws {UsageError} when a flag is missing or not used, or the sample may not be replaced
 * @throws {RefusedError | RefusedInputError} when an answer is refused, or what the user has written would be lost
 * @throws {InterruptedError} when the user cancels
 */
export async function init({ texts, replaceSample, terminal, mainWorkflow }: InitRequest): Promise<Initialized> {
  const folder = environmentsFolder();
  const tree = previousTree(path.join(folder, TREE_FILE));
  const shipped = changesIn(folder, {});
  assertFlagsUsed(texts, tree);
  if (!terminal) assertComplete(texts, tree, { asksForSample: !replaceSample && shipped.removed.length > 0 });
  refuseFlags(texts, folder);

  // Rather than after the questions.
  if (terminal) refuseEdited(folder, shipped.edited);
  const complete = terminal ? await asked(texts, folder, { tree, terminal }) : texts;
  const answers = answersOf(complete, tree);
  assertAnswers(answers, folder, new Date());
  const hasTree = answers.organization !== undefined && tree !== undefined;
  const files = filesOf(answers, { hasTree });
  const changes = changesIn(folder, files);
  refuseEdited(folder, changes.edited);
  const placed = (list: readonly string[]) => list.map((file) => path.join(folder, file));
  const lost = placed([...changes.replaced, ...changes.removed]);
  if (terminal && lost.length > 0 && !replaceSample) await confirmLoss(lost, terminal);

  const workflow = workflowChange(
    answers.environments.map(({ name }) => name),
    mainWorkflow,
    folder,
  );
  writeFilesAtOnce(
    new Map([
      ...[...changes.written, ...changes.replaced].map((file) => [path.join(folder, file), files[file]] as const),
      ...placed(changes.removed).map((file) => [file, undefined] as const),
      ...workflow.files,
    ]),
  );
  return {
    written: placed(changes.written),
    replaced: [...placed(changes.replaced), ...workflow.files.keys()],
    removed: placed(changes.removed),
    next: nextCommands(answers, { hasTree }),
    notes: workflow.notes,
  };
}

async function asked(texts: AnswerTexts, folder: string, asking: Omit<Asking, 'problem'>): Promise<AnswerTexts> {
  const { ask } = await import('./ask');
  const problem = (all: AnswerTexts): string | undefined => {
    const [first] = refusedIn(answersOf(all, asking.tree), folder, new Date());
    return first && `${first.message}: ${first.remedy}`;
  };
  return ask(texts, { ...asking, problem });
}

/** @throws {RefusedInputError} with what the user has written, if there is anything */
function refuseEdited(folder: string, edited: readonly string[]): void {
  if (edited.length === 0) return;
  const files = edited.map((file) => path.join(folder, file));
  const message = 'it exists, and is not the shipped sample: init never overwrites what you have written';
  const remedy = 'edit it (docs/customize.md), or move it away and run init again';
  const list = files.map((file) => `  ${file}`).join('\n');
  throw new RefusedInputError(
    `These files exist, and are not the shipped sample. init never overwrites what you have written:\n${list}\n→ edit them (docs/customize.md), or move them away and run init again`,
    files.map((file) => ({ file, path: 'the file', message, remedy })),
  );
}

/** @throws {UsageError} when the user keeps the sample */
async function confirmLoss(files: readonly string[], terminal: Terminal): Promise<void> {
  const { confirmReplacement } = await import('./ask');
  if (await confirmReplacement(files, terminal)) return;
  throw new UsageError('Nothing was written.\n→ move the sample away, or confirm that it is replaced');
}
