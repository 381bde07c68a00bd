import { existsSync } from 'node:fs';
import path from 'node:path';

import { plural } from '../../domain/counted';
import { fewOf } from '../../domain/few-of';
import type { ReportedPart } from '../../domain/organization/pull/report';
import { environmentsFolder } from '../configuration';
import { indentedTable } from '../table';
import { isImported } from './pull';
import type { PulledPolicies } from './pull-policies';

/** What `--json` prints. */
export function policiesReport({ file, imports, settings, report, ordered, found, refused }: PulledPolicies) {
  return {
    file,
    imports: imports ? { file: imports.file, count: imports.imports.length } : null,
    takenOver: takenOver(settings),
    documents: report.documents,
    changes: report.changed,
    outside: report.left,
    ordered,
    refused: refused?.refused ?? [],
    denied: found.denied,
  };
}

/** The report as text. */
export function policiesText({ imports, settings, report, ordered, found, refused }: PulledPolicies): string {
  const taken = takenOver(settings);
  const count = imports?.imports.length ?? 0;
  const ids = imports ? `, ${plural(count, 'import')}` : '';
  const order = ordered.map(({ target, policies }) => [target, policies.join(', ')]);
  return [
    `${plural(taken.policies, 'backup policy', 'backup policies')} with ${plural(taken.attachments, 'attachment')}${ids}`,
    ...section('Taken over', ['SETTING', 'VALUE'], settingRows(settings)),
    ...section('Kept as documents, because the settings cannot express them', ['WHAT', 'WHY'], rows(report.documents)),
    ...section('Changed by the first apply', ['WHAT', 'CHANGE'], rows(report.changed)),
    ...section('Outside: stays as it is in AWS', ['WHAT', 'WHY'], rows(report.left)),
    ...section(
      'Order unknown: these policies set the same settings, and AWS does not return which one was attached first.\nCompare npx backupctl policy verify, and change the order in the file if it differs',
      ['TARGET', 'POLICIES'],
      order,
    ),
    ...section(
      'Denied: allow these actions, and run the command again',
      ['ACTION', 'REGION', 'MISSING'],
      found.denied.map(({ action, region, missing }) => [action, region, missing]),
    ),
    ...(refused ? [`With these settings, synth stops:\n\n${refused.message}`] : []),
  ].join('\n\n');
}

/** What to do next, for stderr. */
export function nextStep({ file, imports, organization }: PulledPolicies): string {
  const name = path.basename(file);
  const wrote = [file, ...(imports ? [imports.file] : [])].map((one) => `Wrote ${one}`).join('\n');
  if (!organization && existsSync(path.join(environmentsFolder(), 'organization.ts'))) {
    return `\n${wrote}\n→ run the command again: organization.ts can be read now, and the imports need it`;
  }
  if (isImported(file)) return `\n${wrote}`;
  const lines = `import { fromPull } from './from-pull' and pulled from './${name}', and write ...fromPull(pulled) as the last setting`;
  const again = organization ? '' : '\n→ then run the command again: the imports need organization.ts';
  const where = organization ? 'in organization.ts' : 'create organization.ts (docs/commands/organization-pull.md)';
  return `\n${wrote}\n→ ${where}: ${lines}${again}`;
}

function takenOver({ policies = [] }: PulledPolicies['settings']) {
  const attachments = policies.flatMap(({ attachTo: { root, ous = [], accounts = [] } }) => [
    ...(root ? ['root'] : []),
    ...ous,
    ...accounts,
  ]);
  return { policies: policies.length, attachments: attachments.length };
}

function settingRows(settings: PulledPolicies['settings']): string[][] {
  const { policies = [], globalSettings, delegatedAdministrator, otherDelegatedAdministrators = [] } = settings;
  const administrators = [delegatedAdministrator ?? [], otherDelegatedAdministrators].flat();
  const { optIn, managed, resourcePolicy } = settings;
  const on = (values: Readonly<Record<string, boolean>>): string[] => Object.keys(values).filter((key) => values[key]);
  return [
    ['policies', names(policies.map(({ name }) => name))],
    ['delegatedAdministrator', names(administrators)],
    ...(globalSettings ? [['globalSettings', names(on(globalSettings))]] : []),
    ...(optIn ? [['optIn', `${on(optIn).length} of ${Object.keys(optIn).length} resource types`]] : []),
    ...(resourcePolicy ? [['resourcePolicy', 'as it is in AWS']] : []),
    ...(managed ? [['managed', names([...managed.servicePrincipals, ...managed.policyTypes])]] : []),
  ];
}

function names(all: readonly string[]): string {
  return all.length === 0 ? 'none' : fewOf(all);
}

function rows(parts: readonly ReportedPart[]): string[][] {
  return parts.map(({ what, text }) => [what, text]);
}

function section(title: string, head: readonly string[], body: readonly (readonly string[])[]): string[] {
  return body.length === 0 ? [] : [title, indentedTable(head, body)];
}
