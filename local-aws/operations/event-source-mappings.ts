import { Fault, FORWARD, isHere, page, type Operation, type OperationContext, type Place } from '../operation';

const API = 'https://docs.aws.amazon.com/lambda/latest/api/API_';
const TAGS = '/2017-03-31/tags/{Resource}';
const ROUTE = '/2015-03-31/event-source-mappings';

/** A queue that a function reads. */
export interface EventSourceMapping extends Place {
  readonly UUID: string;
  readonly EventSourceArn: string;
  readonly FunctionArn: string;
  enabled: boolean;
  settings: Readonly<Record<string, unknown>>;
  readonly tags: Record<string, string>;
}

export interface EventSourceMappingsState {
  readonly mappings: EventSourceMapping[];
}

export function emptyEventSourceMappings(): EventSourceMappingsState {
  return { mappings: [] };
}

/** moto would run the function in a container. */
export const EVENT_SOURCE_MAPPINGS: readonly Operation<EventSourceMappingsState>[] = [
  {
    action: 'lambda:CreateEventSourceMapping',
    page: `${API}CreateEventSourceMapping.html`,
    route: `POST ${ROUTE}`,
    answer: (context) => {
      const { account, region, input, state } = context;
      const { EventSourceArn, FunctionName, Enabled = true, Tags = {}, ...settings } = input;
      if (state.mappings.some((one) => isHere(one, context) && one.EventSourceArn === EventSourceArn)) {
        throw new Fault(
          'ResourceConflictException',
          `An event source mapping with ${EventSourceArn} already exists.`,
          409,
        );
      }
      const FunctionArn = String(FunctionName).startsWith('arn:')
        ? FunctionName
        : `arn:aws:lambda:${region}:${account}:function:${FunctionName}`;
      const mapping = {
        account,
        region,
        UUID: crypto.randomUUID(),
        EventSourceArn,
        FunctionArn,
        enabled: Enabled,
        settings,
        tags: Tags,
      };
      state.mappings.push(mapping);
      return describe(mapping);
    },
  },
  {
    action: 'lambda:ListEventSourceMappings',
    page: `${API}ListEventSourceMappings.html`,
    route: `GET ${ROUTE}`,
    answer: (context) => {
      const { input, state } = context;
      const own = state.mappings.filter((one) => isHere(one, context));
      const { part, NextToken } = page(own, input['Marker'], state);
      return { EventSourceMappings: part.map(describe), NextMarker: NextToken };
    },
  },
  {
    action: 'lambda:GetEventSourceMapping',
    page: `${API}GetEventSourceMapping.html`,
    route: `GET ${ROUTE}/{UUID}`,
    answer: (context) => describe(mappingOf(context)),
  },
  {
    action: 'lambda:UpdateEventSourceMapping',
    page: `${API}UpdateEventSourceMapping.html`,
    route: `PUT ${ROUTE}/{UUID}`,
    answer: (context) => {
      const mapping = mappingOf(context);
      const { UUID: _, FunctionName: __, Enabled = mapping.enabled, ...settings } = context.input;
      mapping.enabled = Enabled;
      mapping.settings = { ...mapping.settings, ...settings };
      return describe(mapping);
    },
  },
  {
    action: 'lambda:DeleteEventSourceMapping',
    page: `${API}DeleteEventSourceMapping.html`,
    route: `DELETE ${ROUTE}/{UUID}`,
    answer: (context) => {
      const mapping = mappingOf(context);
      context.state.mappings.splice(context.state.mappings.indexOf(mapping), 1);
      return describe(mapping);
    },
  },
  {
    action: 'lambda:ListTags',
    page: `${API}ListTags.html`,
    route: `GET ${TAGS}`,
    answer: (context) => {
      const mapping = taggedOf(context);
      return mapping ? { Tags: mapping.tags } : FORWARD;
    },
  },
  {
    action: 'lambda:TagResource',
    page: `${API}TagResource.html`,
    route: `POST ${TAGS}`,
    answer: (context) => {
      const mapping = taggedOf(context);
      if (!mapping) return FORWARD;
      Object.assign(mapping.tags, context.input['Tags']);
      return undefined;
    },
  },
  {
    action: 'lambda:UntagResource',
    page: `${API}UntagResource.html`,
    route: `DELETE ${TAGS}`,
    answer: (context) => {
      const mapping = taggedOf(context);
      if (!mapping) return FORWARD;
      for (const key of [context.input['tagKeys']].flat()) delete mapping.tags[key];
      return undefined;
    },
  },
];

/** Undefined for a function, whose tags moto keeps. */
function taggedOf(context: OperationContext<EventSourceMappingsState>): EventSourceMapping | undefined {
  const id = /:event-source-mapping:(.+)$/.exec(String(context.input['Resource']))?.[1];
  return context.state.mappings.find((one) => isHere(one, context) && one.UUID === id);
}

function mappingOf(context: OperationContext<EventSourceMappingsState>): EventSourceMapping {
  const found = context.state.mappings.find((one) => isHere(one, context) && one.UUID === context.input['UUID']);
  if (!found) throw new Fault('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
  return found;
}

function describe(mapping: EventSourceMapping) {
  const { account, region, UUID, EventSourceArn, FunctionArn, enabled, settings } = mapping;
  const EventSourceMappingArn = `arn:aws:lambda:${region}:${account}:event-source-mapping:${UUID}`;
  const State = enabled ? 'Enabled' : 'Disabled';
  return { ...settings, UUID, EventSourceArn, FunctionArn, EventSourceMappingArn, State };
}
