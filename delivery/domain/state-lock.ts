/** Who holds the lock of a state, as Terraform tells it. */
export interface StateLock {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  readonly created: Date;
}

const REFUSAL = 'Error acquiring the state lock';

/** The lock because of which Terraform refused to begin; undefined when it said nothing of the kind. */
export function readStateLock(said: string): StateLock | undefined {
  if (!said.includes(REFUSAL)) return undefined;
  // Each on a line of its own: the error of S3 before them has a `RequestID: `, too.
  const field = (name: string): string =>
    new RegExp(`^[│ ]*${name}: +(?<value>\\S.*)`, 'm').exec(said)?.groups?.['value'] ?? '';
  const [day = '', time = ''] = field('Created').trim().split(' ');
  // Go writes nanoseconds.
  const created = new Date(`${day}T${time.slice(0, 12).replace(/\.$/, '')}Z`);
  const id = field('ID').trim();
  return id === '' ? undefined : { id, who: field('Who').trim(), operation: field('Operation').trim(), created };
}

/**
 * Tells who holds a lock, since when, and how it is taken from somebody who is gone.
 *
 * @param folder the stack's synthesized folder
 */
export function lockText(
  lock: StateLock,
  { stack, folder, now }: { stack: string; folder: string; now: Date },
): string {
  const doing = lock.operation.replace(/^OperationType/, '').toLowerCase();
  return [
    `${stack} is locked by ${lock.who} (${doing || 'unknown'}) for ${ageText(lock.created, now)}, since ${dateText(lock.created)}.`,
    '→ wait until that run is over, and try again. If you are sure that it is gone, remove its lock:',
    `    terraform -chdir=${folder} init -input=false`,
    `    terraform -chdir=${folder} force-unlock ${lock.id}`,
    '  and plan again',
  ].join('\n');
}

function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString();
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

function ageText(created: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - created.getTime()) / 1000));
  if (Number.isNaN(seconds)) return 'an unknown time';
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count > 0) return `${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return `${seconds} second${seconds === 1 ? '' : 's'}`;
}
