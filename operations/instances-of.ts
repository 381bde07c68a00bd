import type { Instance, Reservation } from '@aws-sdk/client-ec2';

import { required } from './unreadable-response';

/** @throws {UnreadableResponseError} when a reservation has no list of instances */
export function instancesOf(reservations: readonly Reservation[]): Instance[] {
  return reservations.flatMap((reservation) => required(reservation, 'Instances'));
}
