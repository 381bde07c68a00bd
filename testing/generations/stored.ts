import type { Ec2Image, Ec2Snapshot } from '../aws/in-memory-ec2/state';
import { INSTANCE, OWN_TAGS } from './images';

/** An image of the server as EC2 stores it, created on a day of November, with one snapshot. */
export function storedImage(day: number, changes: Partial<Ec2Image> = {}): Ec2Image {
  return { name: `web1-${day}`, createdAt: at(day), snapshotIds: [`snap-${day}`], tags: OWN_TAGS, ...changes };
}

/** The snapshot of the image of a day. */
export function storedSnapshot(day: number, changes: Partial<Ec2Snapshot> = {}): Ec2Snapshot {
  return {
    startedAt: at(day),
    description: `Created by CreateImage(${INSTANCE}) for ami-${day}`,
    tags: OWN_TAGS,
    ...changes,
  };
}

/** 03:30 on this day of November. A number above 30 continues in December. */
function at(day: number): Date {
  return new Date(Date.UTC(2026, 10, day, 3, 30));
}
