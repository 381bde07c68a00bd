import type { Person } from '../person';

/** A change that a person makes to the wide environment outside of Terraform, and what drift must report. */
export interface OutOfBandChange {
  readonly what: string;
  readonly make: (person: Person) => Promise<unknown>;
  /** `severity rule address path`, the address without its hash. */
  readonly findings: readonly string[];
}

export const ACCOUNT = '333333333333';
export const REGION = 'ap-northeast-1';
export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:sns-backup-alertnotification`;
