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

let shipped: App | undefined;

/** The app as it is shipped; a copy, to be changed. */
export function shippedApp(): App {
  shipped ??= readApp(shippedOutput());
  return structuredClone(shipped);
}

/** Synthesized by the first test file that asks for it, for all others of the run: the folder goes with the run. */
function shippedOutput(): string {
  const output = path.join(tmpdir(), 'shipped-app');
  if (existsSync(output)) return output;
  const folder = emptyFolder();
  const { code, stderr } = node(['bin/backupctl.js', 'synth'], folder);
  if (code !== 0) throw new Error(stderr);
  try {
    renameSync(path.join(folder, 'cdktf.out'), output);
  } catch (error) {
    // Another test file may have been faster.
    if (!existsSync(output)) throw error;
  }
  return output;
}

/** What is done to the app, and what must be said about it. */
export type Mutation = readonly [what: string, severity: Severity, rule: string, change: (app: App) => void];

/** How severe the findings of a rule are, and the worst of all, after a change of the shipped app. */
export function told(change: (app: App) => void, rule: string): { rule: string; worst: string | undefined } {
  const { findings } = reviewOf(change);
  const severities = findings.filter((finding) => finding.rule === rule).map(({ severity }) => severity);
  const others = findings.map((finding) => finding.rule).join(', ');
  return { rule: [...new Set(severities)].join(', ') || `not among ${others}`, worst: findings[0]?.severity };
}

const NOW = new Date('2026-11-21T00:00:00Z');

/** Reviews a change of the shipped app. */
export function reviewOf(change: (app: App) => void): Review {
  const head = shippedApp();
  change(head);
  return reviewBetween(shippedApp(), head);
}

export function reviewBetween(base: App, head: App, failOn: Severity = 'high'): Review {
  const options = { now: NOW, failOn, acceptances: [], acceptanceFile: 'review-accepted.json' };
  return reviewApps(base, head, { ...options, environments: ['dev', 'stg', 'prod'] });
}

/** The only resource of a type in a stack of which an argument has a value; it is there to be changed. */
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

/** Takes the only resource of a type with such arguments out of a stack. */
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
