import { textAt } from '../../domain/terraform/changes/value';
import { TERRAFORM_TYPES } from '../../domain/terraform/terraform-types';
import { providerRegion } from './provider-of';
import type { Stack } from './stack';

const REFERENCE = /\$\{(aws_\w+)\.([\w-]+)\.(\w+)\}/g;

/** Attributes of which AWS makes the value from the name. */
const NAMED: ReadonlySet<string> = new Set(['aws_backup_vault.id', 'aws_iam_role.id']);

/** A text with the values that its references have, as far as the configuration of the stack knows them. */
export function resolveReferences(text: string, stack: Stack): string {
  if (!text.includes('${')) return text;
  return text.replaceAll(REFERENCE, (reference, type: string, id: string, attribute: string) => {
    const part = stack.parts.get(`${type}.${id}`);
    if (part === undefined) return reference;
    const name = textAt(part.arguments, ['name']);
    const known = textAt(part.arguments, [attribute]) ?? (NAMED.has(`${type}.${attribute}`) ? name : undefined);
    if (known !== undefined || attribute !== 'arn') return known ?? reference;
    const place = textAt(part.arguments, ['region']) ?? providerRegion(stack, part);
    return name === undefined || place === undefined || part.account === undefined || !ARN_BY_NAME.has(type)
      ? reference
      : (TERRAFORM_TYPES.get(type)?.arn({ account: part.account, region: place, name }) ?? reference);
  });
}

/** Types whose ARN ends with their name. */
const ARN_BY_NAME: ReadonlySet<string> = new Set([
  'aws_backup_vault',
  'aws_sns_topic',
  'aws_sqs_queue',
  'aws_iam_role',
  'aws_iam_policy',
]);
