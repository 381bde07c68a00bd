import type { AnyStatement } from './statement';

/** Who assumes a role: a service, for one account only where that can be required. */
export interface Trust {
  /** Such as `backup.amazonaws.com`. */
  readonly service: string;
  /**
   * The account that the service must act for, which prevents a confused deputy.
   * @default - any
   */
  readonly sourceAccount?: string;
}

/** The statement of a role's trust policy. */
export function assumedBy({ service, sourceAccount }: Trust): AnyStatement {
  return {
    actions: ['sts:AssumeRole'],
    principals: [{ type: 'Service', identifiers: [service] }],
    ...(sourceAccount === undefined
      ? {}
      : { condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [sourceAccount] }] }),
  };
}
