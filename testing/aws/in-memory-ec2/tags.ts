import { awsError } from '../fake-aws';
import { filtered, listed } from './list';
import type { Ec2State, Operations, Tags } from './state';

export function tagOperations(state: Ec2State): Operations {
  return {
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html */
    DescribeTags: (input) => {
      const tags = [...tagsByResource(state)].flatMap(([ResourceId, of]) =>
        Object.entries(of).map(([Key, Value]) => ({ ResourceId, Key, Value })),
      );
      const found = filtered(tags, input['Filters'], ({ ResourceId, Key }) => ({
        'resource-id': [ResourceId],
        key: [Key],
      }));
      return listed('Tags', found, input);
    },
    /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html */
    CreateTags: ({ Resources, Tags: added }) => {
      for (const id of Resources) addTags(state, id, added);
      return {};
    },
  };
}

/** The tags of every resource, by its ID. */
export function tagsByResource({ instances, images, snapshots }: Ec2State): ReadonlyMap<string, Tags> {
  const resources = [instances, images, snapshots].flatMap((kind) => Object.entries(kind));
  return new Map(resources.map(([id, { tags = {} }]) => [id, tags]));
}

function addTags(
  state: Ec2State,
  id: string,
  added: readonly { readonly Key: string; readonly Value: string }[],
): void {
  const kind = [state.instances, state.images, state.snapshots].find((resources) => id in resources);
  const resource = kind?.[id];
  if (!kind || !resource) throw awsError('InvalidID', `The ID '${id}' is not valid`, 400);
  const tags = { ...resource.tags, ...Object.fromEntries(added.map(({ Key, Value }) => [Key, Value])) };
  Object.assign(kind, { [id]: { ...resource, tags } });
}
