/** The holder of a state lock, as Terraform prints it. */
export interface StateLock {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  readonly created: Date;
}

const REFUSAL = 'Error acquiring the state lock';

/** The lock that kept Terraform from starting; undefined if it failed for another reason. */
export function readStateLock(said: string): StateLock | undefined {
  if (!said.includes(REFUSAL)) return undefined;
  // Each is on its own line. The S3 error above them has a `RequestID: `, too.
  const field = (name: string): string =>
    new RegExp(`^[│ ]*${name}: +(?<value>\\S.*)`, 'm').exec(said)?.groups?.['value'] ?? '';
  const [day = '', time = ''] = field('Created').trim().split(' ');
  // Go writes nanoseconds.
  const created = new Date(`${day}T${time.slice(0, 12).replace(/\.$/, '')}Z`);
  const id = field('ID').trim();
  return id === '' ? undefined : { id, who: field('Who').trim(), operation: field('Operation').trim(), created };
}

/**
 * Who holds a lock, since when, and how to remove it after a crash.
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
    '→ wait until that run ends, and try again. If you are sure that it no longer runs, remove its lock:',
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
