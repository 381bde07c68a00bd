import type { DeniedAction } from '../../domain/adopt/found';
import { AwsError } from '../aws-error';
import { concurrently } from '../concurrently';
import type { Progress } from '../progress';

/** What an earlier run has read, by the name of the part, and where this run notes what it reads. */
export interface Journal {
  readonly known: (part: string) => unknown;
  readonly note: (part: string, value: unknown) => void;
}

/** Reads something, and records an action that AWS denies: the rest of the account is still read. */
export type OrDenied = <T>(
  /** What is missing in that case, such as `tags of vault EC2`. */
  missing: string,
  read: () => Promise<T>,
  onDenied?: () => void,
) => Promise<T | undefined>;

/** One region of an account while it is read, or what has no region. */
export interface Reading {
  readonly accountId: string;
  readonly region: string;
  readonly orDenied: OrDenied;
  /** Reads the parts of a list, several at the same time, except those that an earlier run has read. */
  readonly parts: <E, T>(
    kind: string,
    elements: readonly E[],
    nameOf: (element: E) => string,
    read: (element: E, orDenied: OrDenied) => Promise<T>,
  ) => Promise<T[]>;
}

/** AWS Backup allows few requests per second: more at a time would only wait for each other. */
const AT_A_TIME = 5;

/** Progress is reported after so many parts: in a log, each report is a line. */
const STEP = 20;

export interface ReadingOptions {
  readonly accountId: string;
  readonly region: string;
  readonly journal: Journal;
  readonly progress: Progress;
  readonly denied: DeniedAction[];
}

export function startReading({ accountId, region, journal, progress, denied }: ReadingOptions): Reading {
  const parts: Reading['parts'] = (kind, elements, nameOf, read) => {
    let done = 0;
    const report = (): void => {
      const isStep = done % STEP === 0 || done === elements.length;
      if (isStep && elements.length > 0) progress(`reading ${kind} in ${region}: ${done} of ${elements.length}`);
    };
    report();
    return concurrently(elements, { limit: AT_A_TIME }, async (element) => {
      const value = await partOf(`${region}/${kind}/${nameOf(element)}`, (orDenied) => read(element, orDenied));
      done += 1;
      report();
      return value;
    });
  };
  const partOf = async <T>(part: string, read: (orDenied: OrDenied) => Promise<T>): Promise<T> => {
    const known = journal.known(part);
    if (known !== undefined) return known as T;
    const deniedHere: DeniedAction[] = [];
    const value = await read(orDeniedIn(region, deniedHere));
    denied.push(...deniedHere);
    // The next run may have the permission.
    if (deniedHere.length === 0) journal.note(part, value);
    return value;
  };
  return { accountId, region, orDenied: orDeniedIn(region, denied), parts };
}

/** @param denied where the actions are recorded */
export function orDeniedIn(region: string, denied: DeniedAction[]): OrDenied {
  return async (missing, read, onDenied) => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AwsError) || error.deniedAction === undefined) throw error;
      denied.push({ action: error.deniedAction, region, missing });
      onDenied?.();
      return undefined;
    }
  };
}
