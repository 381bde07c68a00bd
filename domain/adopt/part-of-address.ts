import { isObject, jsonText, type JsonObject } from '../json-object';
import type { Part, PartKind } from './part';

/**
 * The part of the account that a resource of a stack belongs to; undefined if it cannot stay outside alone.
 * @param json of the stack
 * @param home the region of the environment
 */
export function partOfAddress(address: string, json: JsonObject, home: string): Part | undefined {
  const values = valuesAt(address, json);
  const [type = ''] = address.split('.');
  const region = jsonText(values['region'] ?? home);
  const ofVault = OF_VAULT[type];
  if (ofVault !== undefined) return { kind: ofVault, region, name: nameIn(values['backup_vault_name'], json) };
  const own = OWN[type];
  if (own !== undefined) return { kind: own, region, name: jsonText(values['name'] ?? region) };
  if (type === 'aws_backup_selection') {
    return { kind: 'selection', region, name: `${nameIn(values['plan_id'], json)}/${String(values['name'])}` };
  }
  if (type === 'aws_sns_topic_subscription') {
    return {
      kind: 'subscription',
      region: 'global',
      name: `${String(values['protocol'])} ${String(values['endpoint'])}`,
    };
  }
  if (type.startsWith('aws_ssm_maintenance_window_')) {
    return { kind: 'maintenance window', region, name: nameIn(values['window_id'], json) };
  }
  return undefined;
}

const OF_VAULT: Readonly<Record<string, PartKind>> = {
  aws_backup_vault_lock_configuration: 'lock',
  aws_backup_vault_policy: 'access policy',
  aws_backup_vault_notifications: 'notifications',
};

const OWN: Readonly<Record<string, PartKind>> = {
  aws_backup_vault: 'vault',
  aws_backup_plan: 'plan',
  aws_backup_region_settings: 'region settings',
  aws_ssm_maintenance_window: 'maintenance window',
};

/** The name of the resource that a reference names. */
function nameIn(reference: unknown, json: JsonObject): string {
  const [, address = ''] = /^\$\{(\w+\.[\w-]+)\.\w+\}$/.exec(String(reference)) ?? [];
  return String(valuesAt(address, json)['name'] ?? reference);
}

function valuesAt(address: string, { resource }: JsonObject): JsonObject {
  const [type = '', id = ''] = address.split('.');
  const blocks = isObject(resource) ? resource[type] : undefined;
  const values = isObject(blocks) ? blocks[id] : undefined;
  return isObject(values) ? values : {};
}
