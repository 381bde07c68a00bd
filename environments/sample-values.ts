import type { Finding } from '../domain/finding';
import { SAMPLE_ACCOUNT } from '../domain/sample-account';
import type { Configuration } from './parse';
import { type PlacedText, textsIn } from './texts';

/** The values of the shipped sample that one file still has. */
export interface SampleValues {
  /** The environment, or `organization`. */
  readonly name: string;
  readonly findings: readonly (Finding & { readonly found: string })[];
}

const KINDS = [
  { pattern: SAMPLE_ACCOUNT, what: 'account ID', remedy: 'write the ID of your account' },
  {
    pattern: /^(?:repo:)?(?<value>example\/[\w.-]+)$/,
    what: 'repository',
    remedy: 'write your repository: the sample has it in common.ts',
  },
  { pattern: /^(?<value>.+@example\.com)$/, what: 'email address', remedy: 'write an address that your team reads' },
];

/**
 * The values of the sample that are still in the configuration (U5), each once. If you deployed them, roles would trust the
 * repository and the accounts of others, and alerts would reach no one.
 */
export function sampleValues({ environments, organization }: Configuration): SampleValues[] {
  const files = [
    ...environments.map((environment) => ({ name: environment.name, samples: samplesIn(environment) })),
    { name: 'organization', samples: samplesIn(organization) },
  ];
  const reported = new Set<string>();
  return files.flatMap(({ name, samples }) => {
    const fresh = samples.filter(({ found }) => !reported.has(found));
    for (const { found } of fresh) reported.add(found);
    return fresh.length === 0 ? [] : [{ name, findings: fresh }];
  });
}

/** Each value once: at the setting itself, rather than at one that contains it, such as an ARN. */
function samplesIn(configured: unknown) {
  const all = textsIn(configured).flatMap(samplesOf);
  return [...new Set(all.map(({ finding }) => finding.found))].flatMap((value) => {
    const alike = all.filter(({ finding }) => finding.found === value);
    return (alike.find(({ whole }) => whole) ?? alike[0])?.finding ?? [];
  });
}

function samplesOf({ path, text }: PlacedText) {
  return KINDS.flatMap(({ pattern, what, remedy }) => {
    const found = pattern.exec(text)?.groups?.['value'];
    if (found === undefined) return [];
    const message = `this ${what} is from the sample: only a local AWS accepts it`;
    const finding = {
      rule: 'sample-value',
      severity: 'error',
      source: 'backupctl',
      path,
      found,
      message,
      remedy,
    } as const;
    return [{ finding, whole: found === text }];
  });
}
