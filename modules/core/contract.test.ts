import { TerraformStack, Testing } from 'cdktf';

import { consume, defineContract, publish } from './contract';
import type { StateOwner } from './state-location';

const owner: StateOwner = { service: 'anyservice', name: 'dev', state: { bucket: 'states', region: 'us-east-1' } };
const contract = defineContract('network', { subnetId: 'string', zoneIds: 'stringMap' });

const stack = () => new TerraformStack(Testing.app(), 'stack');
const json = (of: TerraformStack) => JSON.parse(Testing.synth(of));

test('E1 publishes each promised output under its own name', () => {
  const producer = stack();
  publish(producer, contract, { subnetId: 'subnet-1', zoneIds: { a: 'zone-1' } });
  expect(json(producer).output).toEqual({ subnetId: { value: 'subnet-1' }, zoneIds: { value: { a: 'zone-1' } } });
});

test('E1 reads outputs with expressions that a reviewer understands', () => {
  const consumer = stack();
  const network = consume(consumer, contract, owner);
  publish(consumer, defineContract('reader', { subnet: 'string', zone: 'string' }), {
    subnet: network.subnetId,
    zone: network.zoneIds('ap-northeast-1'),
  });
  expect(json(consumer).output).toEqual({
    subnet: { value: '${data.terraform_remote_state.network.outputs.subnetId}' },
    zone: { value: '${data.terraform_remote_state.network.outputs.zoneIds["ap-northeast-1"]}' },
  });
});

test('E1 reads the state where the producer keeps it', () => {
  const consumer = stack();
  consume(consumer, contract, owner);
  expect(json(consumer).data.terraform_remote_state.network).toEqual({
    backend: 's3',
    config: {
      bucket: 'states',
      region: 'us-east-1',
      key: 'anyservice/dev/network/terraform.tfstate',
      encrypt: true,
      use_lockfile: true,
    },
  });
});

// Never run: the type checker reads these lines, and fails when one of them compiles.
export function doesNotCompile(producer: TerraformStack): void {
  // @ts-expect-error an output is missing
  publish(producer, contract, { subnetId: 'subnet-1' });
  // @ts-expect-error an output that the contract does not promise
  publish(producer, contract, { subnetId: 'subnet-1', zoneIds: {}, routeId: 'route-1' });
  // @ts-expect-error a list where text was promised
  publish(producer, contract, { subnetId: ['subnet-1'], zoneIds: {} });
  // @ts-expect-error a map of numbers where a map of text was promised
  publish(producer, contract, { subnetId: 'subnet-1', zoneIds: { a: 1 } });
  // @ts-expect-error the contract does not promise it
  consume(producer, contract, owner).routeId;
  // @ts-expect-error a map is read by key
  const zone: string = consume(producer, contract, owner).zoneIds;
  // @ts-expect-error there is no such kind of output
  defineContract('network', { subnetId: zone as 'number' });
}
