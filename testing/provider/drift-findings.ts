import type { Variables } from '../terraform/programs';
import { terraform } from './provider-terraform';

/** An address without the hash at its end. */
export function withoutHash(address: string): string {
  return address.replace(/_[0-9A-F]{8}$/, '');
}

/** The findings of `drift --json`, as `severity rule address path`. */
export function findingsIn(json: string): string[] {
  const { environments } = JSON.parse(json);
  return environments[0].review.findings
    .map(
      ({ severity, rule, address = '', path }: Readonly<Record<string, string>>) =>
        `${String(severity)} ${String(rule)} ${withoutHash(address)} ${String(path)}`,
    )
    .toSorted();
}

/** The resources whose protection makes Terraform refuse a plan; none if it plans. */
export async function refusalsOf(folder: string, variables: Variables, ...args: string[]): Promise<string[]> {
  const planned = terraform(folder, ['plan', '-input=false', '-lock=false', ...args], variables);
  const said = await planned.catch(String);
  const text = said.replaceAll(/\s+(│\s+)?/g, ' ');
  return [...text.matchAll(/Resource (\S+) has lifecycle.prevent_destroy/g)].map(([, address = '']) =>
    withoutHash(address),
  );
}
