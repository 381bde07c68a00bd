import type { OrganizationNames } from '../names';

/** Where the bus is that receives the events of every account. */
interface FailureBus {
  readonly accountId: string;
  readonly region: string;
  readonly names: Pick<OrganizationNames, 'failureBus'>;
}

/** The ARN of the bus, from the account and the region that it is in. */
export function failureBusArn({ accountId, region, names }: FailureBus): string {
  return `arn:aws:events:${region}:${accountId}:event-bus/${names.failureBus}`;
}
