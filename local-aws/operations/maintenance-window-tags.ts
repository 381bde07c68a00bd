import { Fault, FORWARD, type Input, type Operation } from '../operation';
import { tagList, tagsByKey, withoutTags } from '../tags';
import {
  type Context,
  type MaintenanceWindowsState,
  windowOperation,
  type Window,
  windowOf,
} from './maintenance-windows';

const isTagged = ({ ResourceType }: Input): boolean => ResourceType === 'MaintenanceWindow';

/** moto has the tags of other resources. */
export const MAINTENANCE_WINDOW_TAGS: readonly Operation<MaintenanceWindowsState>[] = [
  windowOperation('ListTagsForResource', (context) => {
    if (!isTagged(context.input)) return FORWARD;
    return { TagList: tagList(taggedWindow(context).tags) };
  }),
  windowOperation('AddTagsToResource', (context) => {
    if (!isTagged(context.input)) return FORWARD;
    const window = taggedWindow(context);
    window.tags = { ...window.tags, ...tagsByKey(context.input['Tags']) };
    return {};
  }),
  windowOperation('RemoveTagsFromResource', (context) => {
    if (!isTagged(context.input)) return FORWARD;
    const window = taggedWindow(context);
    window.tags = withoutTags(window.tags, context.input['TagKeys']);
    return {};
  }),
];

function taggedWindow(context: Context): Window {
  const id = context.input['ResourceId'];
  try {
    return windowOf(context, id);
  } catch {
    throw new Fault('InvalidResourceId', `The resource ID ${id} is not valid.`);
  }
}
