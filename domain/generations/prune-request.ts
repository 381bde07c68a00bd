/** The request of the SSM document (S5). */
export interface PruneRequest {
  /** The complete value of the server's Name tag. */
  readonly serverName: string;
  /** The number of images to keep: one or more. */
  readonly generations: number;
  readonly instanceId: string | undefined;
  /** Report what would be deleted, and delete nothing. */
  readonly dryRun: boolean;
}

/** An invalid event. The message lists every problem. */
class PruneRequestError extends Error {
  override readonly name = 'PruneRequestError';
}

interface Field {
  readonly isRight: (value: unknown) => boolean;
  readonly allowed: string;
  readonly isOptional?: boolean;
}

const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['ServerName', { isRight: isServerName, allowed: "the instance's Name tag: text that is not blank" }],
  ['gen', { isRight: isGenerations, allowed: 'how many generations to keep: 1 or more, in decimal digits' }],
  [
    'instanceId',
    { isRight: isInstanceId, allowed: 'the id of an instance, such as i-0123456789abcdef0', isOptional: true },
  ],
  ['dryRun', { isRight: (value) => typeof value === 'boolean', allowed: 'true or false', isOptional: true }],
]);

/**
 * Parses the event of the prune-images Lambda. An unknown key is refused: otherwise `dryrun` would delete.
 *
 * @throws {PruneRequestError} nothing must be deleted
 */
export function parsePruneRequest(event: unknown): PruneRequest {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw refusal([`the event is ${JSON.stringify(event) ?? 'missing'}, and must be an object`]);
  }
  const values = new Map<string, unknown>(Object.entries(event));
  const wrong = [...FIELDS].flatMap(([name, field]) => problemsOf(name, values.get(name), field));
  const unknown = [...values.keys()].filter((name) => !FIELDS.has(name));
  const problems = [
    ...wrong,
    ...unknown.map((name) => `${name}: unknown, allowed are ${[...FIELDS.keys()].join(', ')}`),
  ];
  if (problems.length > 0) throw refusal(problems);
  return {
    serverName: String(values.get('ServerName')),
    generations: Number(values.get('gen')),
    instanceId: values.get('instanceId') as string | undefined,
    dryRun: values.get('dryRun') === true,
  };
}

function problemsOf(name: string, value: unknown, { isRight, allowed, isOptional = false }: Field): string[] {
  if (value === undefined) return isOptional ? [] : [`${name} is missing: ${allowed}`];
  return isRight(value) ? [] : [`${name} is ${JSON.stringify(value)}: ${allowed}`];
}

/** Names in other alphabets can consist of their spaces: the document accepts them, and they match exactly. */
function isServerName(value: unknown): boolean {
  return typeof value === 'string' && /[^\t\n\v\f\r ]/.test(value);
}

/** The document sends the value of a tag, which is text. */
function isGenerations(value: unknown): boolean {
  const digits = typeof value === 'number' ? String(value) : value;
  return (
    typeof digits === 'string' && /^\d+$/.test(digits) && Number.isSafeInteger(Number(digits)) && Number(digits) > 0
  );
}

function isInstanceId(value: unknown): boolean {
  return typeof value === 'string' && /^i-[\da-f]+$/.test(value);
}

function refusal(problems: readonly string[]): PruneRequestError {
  return new PruneRequestError(
    `Nothing is deleted, because the event is invalid:\n${problems.map((one) => `- ${one}`).join('\n')}`,
  );
}
