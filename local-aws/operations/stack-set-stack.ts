import { isDeepStrictEqual } from 'node:util';

import { actIn } from '../act-in';
import type { ResourceType, StackAccount } from './stack-set-resource-type';
import { RESOURCE_TYPES } from './stack-set-resources';
import type { StackInstance, StackResource, StackSet } from './stack-set-state';
import {
  evaluate,
  isTrue,
  parseTemplate,
  references,
  type Scope,
  type Template,
  type TemplateResource,
} from './stack-set-template';

/** Why a stack failed, as StackSets reports it. */
class StackFailure extends Error {
  override readonly name = 'StackFailure';
}

/**
 * Creates or updates the stack of an instance, through the account's own API.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks.html
 * @throws {StackFailure} when a resource failed; the stack has rolled back
 */
export async function deployStack(set: StackSet, instance: StackInstance, endpoint: string): Promise<void> {
  const template = parseTemplate(set.template);
  refuseUnknownTypes(template);
  const place = { account: instance.account, region: instance.region };
  const account = { ...place, options: await actIn(set.moto, place, endpoint) };
  const stackName = `StackSet-${set.name}-${instance.account}`;
  const stackId =
    (instance.stackId ??= `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stackName}/${crypto.randomUUID()}`);
  const scope = { ...place, template, stackName, stackId, resources: { ...instance.resources } };
  const isFirst = Object.keys(instance.resources).length === 0;
  try {
    for (const [id, resource] of inOrder(template, scope)) {
      scope.resources[id] = await deployResource(id, resource, scope, account).catch((error: Error) => {
        throw failure(id, resource.Type, error.message);
      });
    }
  } catch (error) {
    if (isFirst) {
      await rollBack(scope.resources, account);
      delete instance.stackId;
    } else instance.resources = scope.resources;
    throw error;
  }
  const removed = Object.entries(scope.resources).filter(([id]) => !isWanted(id, scope));
  for (const [id] of removed) delete scope.resources[id];
  instance.resources = scope.resources;
  await remove(
    removed.map(([, resource]) => resource),
    account,
  );
}

/** Deletes the stack of an instance. Retained resources remain in the account. */
export async function deleteStack(set: StackSet, instance: StackInstance, endpoint: string): Promise<void> {
  const account = { ...instance, options: await actIn(set.moto, instance, endpoint) };
  await remove(Object.values(instance.resources).toReversed(), account).catch((error: Error) => {
    throw new StackFailure(`Stack ${instance.stackId}: ${error.message}`);
  });
}

function failure(id: string, type: string, reason: string): StackFailure {
  return new StackFailure(
    `ResourceLogicalId:${id}, ResourceType:${type}, ResourceStatusReason:${reason.replace(/\.$/, '')}.`,
  );
}

function refuseUnknownTypes({ Resources }: Template): void {
  const unknown = Object.values(Resources).filter(({ Type }) => !Object.hasOwn(RESOURCE_TYPES, Type));
  if (unknown.length === 0) return;
  const types = [...new Set(unknown.map(({ Type }) => Type))].join(', ');
  throw new StackFailure(`Template format error: Unrecognized resource types: [${types}]`);
}

/** Resources after those that they refer to. */
function inOrder(template: Template, scope: Scope): [string, TemplateResource][] {
  const ordered = new Map<string, TemplateResource>();
  const add = (id: string, path: readonly string[]): void => {
    const resource = template.Resources[id];
    if (!resource || ordered.has(id) || !isWanted(id, scope)) return;
    if (path.includes(id)) throw new StackFailure(`Circular dependency between resources: [${path.join(', ')}]`);
    for (const before of [...references(resource.Properties), ...[resource.DependsOn ?? []].flat()]) {
      add(before, [...path, id]);
    }
    ordered.set(id, resource);
  };
  for (const id of Object.keys(template.Resources)) add(id, []);
  return [...ordered];
}

function isWanted(id: string, scope: Scope): boolean {
  const resource = scope.template.Resources[id];
  return resource !== undefined && (resource.Condition === undefined || isTrue(resource.Condition, scope));
}

async function deployResource(
  id: string,
  { Type, Properties = {}, DeletionPolicy = 'Delete' }: TemplateResource,
  scope: Scope,
  account: StackAccount,
): Promise<StackResource> {
  const type = RESOURCE_TYPES[Type] as ResourceType;
  const properties = evaluate(Properties, scope) as Record<string, unknown>;
  const before = scope.resources[id];
  const written = { type: Type, properties, deletionPolicy: DeletionPolicy };
  if (before === undefined) return { ...written, ...(await type.create(properties, account)) };
  const differs = (name: string): boolean => !isDeepStrictEqual(properties[name], before.properties[name]);
  const replacing = before.type === Type ? type.createOnly.filter(differs) : [type.name];
  if (replacing.length === 0) {
    const isSame = isDeepStrictEqual(properties, before.properties);
    if (!isSame) await type.update(properties, before.properties, account, before.physicalId);
    return { ...before, ...written };
  }
  // The replacement exists before the old resource is removed, so it needs another name.
  if (type.name !== '' && !differs(type.name)) {
    throw new Error(
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${before.physicalId} and update the stack again.`,
    );
  }
  return { ...written, ...(await type.create(properties, account)) };
}

/**
 * A stack whose creation fails keeps what its template retains, unless it says RetainExceptOnCreate.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
async function rollBack(resources: Readonly<Record<string, StackResource>>, account: StackAccount): Promise<void> {
  const created = Object.values(resources).toReversed();
  await remove(
    created.map((one) => (one.deletionPolicy === 'Retain' ? one : { ...one, deletionPolicy: 'Delete' })),
    account,
  );
}

async function remove(resources: readonly StackResource[], account: StackAccount): Promise<void> {
  for (const { type, properties, physicalId, deletionPolicy } of resources) {
    if (deletionPolicy === 'Delete') await RESOURCE_TYPES[type]?.remove(properties, account, physicalId);
  }
}
