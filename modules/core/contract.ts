import { DataTerraformRemoteStateS3, Fn, TerraformOutput, type TerraformStack } from 'cdktf';

import { type StateOwner, stateLocation } from './state-location';

interface OutputKinds {
  readonly string: { written: string; read: string };
  /** One value per region or vault. Read by key: a list token cannot be indexed. */
  readonly stringMap: { written: Readonly<Record<string, string>>; read: (key: string) => string };
}

/** The outputs of a stack by name, with the kind of each. */
export type Outputs = Readonly<Record<string, keyof OutputKinds>>;

/** What a stack promises to publish. It imports nothing, so any stack may import it. */
export interface Contract<O extends Outputs> {
  readonly stack: string;
  readonly outputs: O;
}

/** What the producer publishes: every promised output, and nothing else. */
export type Written<O extends Outputs> = { readonly [Name in keyof O]: OutputKinds[O[Name]]['written'] };

/** What a consumer receives: every promised output, and nothing else. */
export type Read<O extends Outputs> = { readonly [Name in keyof O]: OutputKinds[O[Name]]['read'] };

/** A contract of the stack with this name, without its environment: `iam`, not `dev-iam`. */
export function defineContract<const O extends Outputs>(stack: string, outputs: O): Contract<O> {
  return { stack, outputs };
}

/** Emits each promised output under its own name. */
export function publish<O extends Outputs>(stack: TerraformStack, contract: Contract<O>, values: Written<O>): void {
  for (const name of Object.keys(contract.outputs))
    new TerraformOutput(stack, name, { value: values[name], staticId: true });
}

/** Reads the outputs of another stack from its state. That stack's backend calls the same function for the location. */
export function consume<O extends Outputs>(stack: TerraformStack, contract: Contract<O>, owner: StateOwner): Read<O> {
  const state = new DataTerraformRemoteStateS3(stack, contract.stack, stateLocation(owner, contract.stack));
  state.addOverride('config.use_lockfile', true);
  const read: { [Kind in keyof OutputKinds]: (name: string) => OutputKinds[Kind]['read'] } = {
    string: (name) => state.getString(name),
    stringMap: (name) => (key) => Fn.lookup(state.get(name), key) as string,
  };
  return Object.fromEntries(
    Object.entries(contract.outputs).map(([name, kind]) => [name, read[kind](name)]),
  ) as Read<O>;
}
