import { EC2Client } from '@aws-sdk/client-ec2';

import { FAKE_CONFIGURATION, fakeAws, type FakeAws, type FaultyCall } from '../fake-aws';
import { imageOperations } from './images';
import { instanceOperations } from './instances';
import { launchTemplateOperations } from './launch-templates';
import { networkOperations } from './network';
import { snapshotOperations } from './snapshots';
import type { Ec2Behavior, Ec2State, Operation, Operations } from './state';
import { tagOperations } from './tags';

/** EC2 in memory: the operations that this repository calls, by their name in the API. */
export function ec2Operations(state: Ec2State, behavior: Ec2Behavior = {}): Operations {
  return {
    ...imageOperations(state, behavior),
    ...instanceOperations(state, behavior),
    ...launchTemplateOperations(state),
    ...networkOperations(state),
    ...snapshotOperations(state, behavior),
    ...tagOperations(state),
  };
}

/** The same operations by the names of the SDK's commands. */
export function ec2Commands(state: Ec2State): Readonly<Record<string, Operation>> {
  return Object.fromEntries(Object.entries(ec2Operations(state)).map(([api, answer]) => [`${api}Command`, answer]));
}

export interface FakeEc2 extends Pick<FakeAws, 'calls' | 'crashed'> {
  readonly client: EC2Client;
}

/** A client of the SDK that calls an in-memory EC2, with a fault at one call. */
export function fakeEc2(state: Ec2State, fault?: FaultyCall): FakeEc2 {
  const { serve, calls, crashed } = fakeAws(ec2Commands(state), fault);
  return { client: serve(new EC2Client(FAKE_CONFIGURATION)), calls, crashed };
}
