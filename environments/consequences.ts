import type { Finding } from '../domain/finding';

/** Findings that follow from another finding of the same file. */
interface Consequence {
  readonly cause: (finding: Finding) => boolean;
  readonly effect: (finding: Finding, cause: Finding) => boolean;
}

/** Rules for one value: whatever other rules find about a value that they refuse follows from it. */
const OF_ONE_VALUE = [
  'days-not-positive',
  'lifecycle-days-not-positive',
  'name-not-allowed',
  'region-unknown',
  'value-not-allowed',
  'window-duration',
  'window-too-long',
  'window-too-short',
];

const isOfOneValue = ({ rule }: Finding): boolean => OF_ONE_VALUE.includes(rule);
const isAt =
  (place: RegExp) =>
  ({ rule, path }: Finding): boolean =>
    (OF_ONE_VALUE.includes(rule) || rule === 'names-collide') && place.test(path);
const has =
  (...rules: string[]) =>
  ({ rule }: Finding): boolean =>
    rules.includes(rule);

/** A policy with a wrong target does not reach the accounts where other policies depend on its settings. */
const isTargetUnknown = ({ rule, path }: Finding): boolean =>
  ['unit-not-in-tree', 'account-not-in-tree', 'terraform-expression'].includes(rule) && /\.attachTo\b/.test(path);

const CONSEQUENCES: readonly Consequence[] = [
  {
    cause: isOfOneValue,
    effect: (finding, { path, found }) => !isOfOneValue(finding) && finding.path === path && finding.found === found,
  },
  { cause: isAt(/^backup\.vaults\b/), effect: has('vault-not-defined') },
  { cause: isAt(/^state\.bucket$/), effect: has('bucket-shared', 'bucket-in-two-regions') },
  {
    cause: isAt(/\.rules\.[^.]*\.name$/),
    effect: ({ rule, path }, cause) =>
      rule === 'start-windows-overlap' && path.startsWith(cause.path.replace(/\.name$/, '')),
  },
  { cause: has('window-duration'), effect: has('window-still-open') },
  // A cutoff of a day or more fits into no window.
  { cause: has('window-duration'), effect: ({ rule, found }) => rule === 'window-cutoff' && Number(found) < 24 },
  { cause: isAt(/^root\.(?:.*\.)?accounts\..*\.id$/), effect: has('environment-not-in-tree') },
  { cause: isAt(/^root\.ous\b/), effect: has('unit-not-in-tree') },
  {
    // The file was copied: what it says about its account is about the account of the original.
    cause: has('account-shared'),
    effect: has('role-of-another-account', 'policy-of-another-account', 'state-of-another-account'),
  },
  { cause: has('unit-twice'), effect: has('account-in-two-places') },
  {
    cause: (finding) => isAt(/^policies\b/)(finding) || isTargetUnknown(finding),
    effect: ({ rule, message }) => rule === 'effective-policy-fails' && message.startsWith('KEY_REQUIRED'),
  },
];

/** One mistake is one finding: leaves out what follows from the others. Warnings have no consequences. */
export function withoutConsequences(findings: readonly Finding[]): Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return findings.filter((finding) =>
    CONSEQUENCES.every(
      ({ cause, effect }) => !errors.some((other) => other !== finding && cause(other) && effect(finding, other)),
    ),
  );
}
