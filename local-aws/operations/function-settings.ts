import { motoRest } from '../moto-rest';
import { FORWARD, isHere, type MotoClient, type Operation, type OperationContext, type Place } from '../operation';

const API = 'https://docs.aws.amazon.com/lambda/latest/api/API_';
const ROUTE = '/2015-03-31/functions';

export interface FunctionSettingsState {
  /** The logging of functions that do not have the default. */
  readonly functionLogging: (Place & { readonly name: string; readonly logging: object })[];
}

export function emptyFunctionSettings(): FunctionSettingsState {
  return { functionLogging: [] };
}

/** moto ignores the logging of a function, and leaves a reserved concurrency of 0 out, with which it never runs. */
export const FUNCTION_SETTINGS: readonly Operation<FunctionSettingsState>[] = [
  { action: 'lambda:CreateFunction', page: `${API}CreateFunction.html`, route: `POST ${ROUTE}`, answer: keepLogging },
  {
    action: 'lambda:UpdateFunctionConfiguration',
    page: `${API}UpdateFunctionConfiguration.html`,
    route: `PUT ${ROUTE}/{FunctionName}/configuration`,
    answer: keepLogging,
  },
  {
    action: 'lambda:GetFunctionConfiguration',
    page: `${API}GetFunctionConfiguration.html`,
    route: `GET ${ROUTE}/{FunctionName}/configuration`,
    answer: () => FORWARD,
  },
  {
    action: 'lambda:GetFunction',
    page: `${API}GetFunction.html`,
    route: `GET ${ROUTE}/{FunctionName}`,
    answer: async (context) => {
      const name = nameOf(context);
      const found = await read(context.moto, `${ROUTE}/${encodeURIComponent(name)}`);
      if (!found) return FORWARD;
      const kept = context.state.functionLogging.findLast((one) => isHere(one, context) && one.name === name);
      const LoggingConfig = { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}`, ...kept?.logging };
      const Concurrency = await read(context.moto, `/2019-09-30/functions/${encodeURIComponent(name)}/concurrency`);
      return {
        ...found,
        Configuration: { ...found['Configuration'], LoggingConfig },
        ...(Concurrency?.['ReservedConcurrentExecutions'] === 0 ? { Concurrency } : {}),
      };
    },
  },
];

function keepLogging(context: OperationContext<FunctionSettingsState>): typeof FORWARD {
  const { account, region, input, state } = context;
  const { Code, LoggingConfig } = input;
  if (Code !== undefined || LoggingConfig !== undefined) {
    state.functionLogging.push({ account, region, name: nameOf(context), logging: LoggingConfig ?? {} });
  }
  return FORWARD;
}

/** Requests name a function by its name or by its ARN. */
function nameOf({ input }: OperationContext<FunctionSettingsState>): string {
  return String(input['FunctionName']).replace(/^arn:.*:function:/, '');
}

/** Undefined when moto returns an error. */
async function read(moto: MotoClient, path: string): Promise<Record<string, any> | undefined> {
  const response = await motoRest(moto, 'lambda', { method: 'GET', path });
  return response.ok ? ((await response.json()) as Record<string, any>) : undefined;
}
