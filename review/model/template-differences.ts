import { differences } from '../../domain/terraform/changes/difference';
import { type Value, valueAt } from '../../domain/terraform/changes/value';
import { canonicalBlock } from './canonical';

/** Where two templates differ in meaning. */
interface TemplateDifference {
  /** Such as `Resources/VaultSafe/Properties/BackupVaultName`. */
  readonly path: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** Compares two CloudFormation templates as JSON: neither white space nor the order of names and sets matters. */
export function templateDifferences(before: string, after: string): TemplateDifference[] {
  const read = (template_body: string): Value | undefined =>
    valueAt(canonicalBlock({ template_body }, { document: () => undefined, ordered: false }), ['template_body']);
  return differences(read(before), read(after)).map(({ path, ...values }) => ({ path: path.join('/'), ...values }));
}
