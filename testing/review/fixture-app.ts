import { existsSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Severity } from '../../domain/terraform/changes/severity';
import { type Review, reviewApps } from '../../review/review';
import { emptyFolder, node } from '../commands';
import { readApp } from '../../cli/review/read-app';

export type Block = any;
/** A synthesized app that a test may change. */
export type App = Record<string, any>;

let synthesized: App | undefined;

/** The synthesized app of the fixtures: a copy, which a test may change. */
export function fixtureApp(): App {
  synthesized ??= readApp(synthesizedOutput());
  return structuredClone(synthesized);
}

/** The first test file that needs the output synthesizes it for all others of the run, whose folder it is removed with. */
function synthesizedOutput(): string {
  const output = path.join(tmpdir(), 'fixture-app');
  if (existsSync(output)) return output;
  const folder = emptyFolder();
  const { code, stderr } = node(['bin/backupctl.js', 'synth'], folder);
  if (code !== 0) throw new Error(stderr);
  try {
    renameSync(path.join(folder, 'cdktf.out'), output);
  } catch (error) {
    // Another test file was faster.
    if (!existsSync(output)) throw error;
  }
  return output;
}

/** A change to the app, and the finding that the review must report. */
export type Mutation = readonly [what: string, severity: Severity, rule: string, change: (app: App) => void];

/** The severities of a rule's findings after a change to the fixture app, and the worst severity of all findings. */
export function reported(change: (app: App) => void, rule: string): { rule: string; worst: string | undefined } {
  const { findings } = reviewOf(change);
  const severities = findings.filter((finding) => finding.rule === rule).map(({ severity }) => severity);
  const others = findings.map((finding) => finding.rule).join(', ');
  return { rule: [...new Set(severities)].join(', ') || `not among ${others}`, worst: findings[0]?.severity };
}

const NOW = new Date('2026-11-21T00:00:00Z');

/** Reviews a change to the fixture app. */
export function reviewOf(change: (app: App) => void): Review {
  const head = fixtureApp();
  change(head);
  return reviewBetween(fixtureApp(), head);
}

export function reviewBetween(base: App, head: App, failOn: Severity = 'high'): Review {
  const options = { now: NOW, failOn, acceptances: [], acceptanceFile: 'review-accepted.json' };
  return reviewApps(base, head, { ...options, environments: ['dev', 'stg', 'prod'] });
}

/** The only resource of a type in a stack whose arguments have these values, for a test to change. */
export function resource(app: App, stack: string, type: string, having: Block = {}): Block {
  const found = Object.values(resources(app, stack, type)).filter((each) =>
    Object.entries(having).every(([argument, value]) => JSON.stringify(each[argument]) === JSON.stringify(value)),
  );
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} resources ${type} in ${stack} with ${JSON.stringify(having)}`);
  return only;
}

export function resources(app: App, stack: string, type: string): Record<string, Block> {
  const found = app[stack]?.resource?.[type];
  if (found === undefined) throw new Error(`${stack} has no ${type}`);
  return found;
}

/** Removes the only resource of a type whose arguments have these values. */
export function drop(app: App, stack: string, type: string, having: Block = {}): void {
  const gone = resource(app, stack, type, having);
  const all = resources(app, stack, type);
  for (const [id, each] of Object.entries(all)) if (each === gone) delete all[id];
}

/** Every statement with a Sid in a stack. */
export function statements(app: App, stack: string, sid: string): Block[] {
  const documents: Block[] = Object.values(app[stack].data.aws_iam_policy_document);
  const found = documents.flatMap(({ statement }) => statement as Block[]).filter((each) => each['sid'] === sid);
  if (found.length === 0) throw new Error(`no statement ${sid} in ${stack}`);
  return found;
}
