import { isObject, type JsonObject } from '../json-object';

/** A product of a price list that is billed by usage. */
export interface Product {
  readonly service: string;
  readonly usage: string;
  /** A region, or where a transfer starts. */
  readonly region: string;
  /** Where a transfer ends. */
  readonly to?: string;
  /** One for each range of the volume. */
  readonly dimensions: readonly Dimension[];
}

interface Dimension {
  readonly unit: string;
  /** Prices by currency. */
  readonly prices: Readonly<Record<string, string>>;
}

export interface Offer {
  readonly service: string;
  readonly published: string;
  readonly products: readonly Product[];
}

/**
 * Reads an offer file of the AWS Price List; undefined if it is not one.
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 */
export function readOffer(content: unknown): Offer | undefined {
  if (!isObject(content)) return undefined;
  const { offerCode: service, publicationDate: published, products, terms } = content;
  if (typeof service !== 'string' || typeof published !== 'string' || !isObject(products) || !isObject(terms))
    return undefined;
  const onDemand = objectIn(terms, 'OnDemand');
  return {
    service,
    published,
    products: Object.entries(products).flatMap(([sku, product]): Product[] => {
      const attributes = objectIn(product, 'attributes');
      const { usagetype: usage, regionCode, fromRegionCode: region = regionCode, toRegionCode: to } = attributes;
      if (typeof usage !== 'string' || typeof region !== 'string') return [];
      const dimensions = dimensionsOf(onDemand[sku]);
      return [{ service, usage, region, dimensions, ...(typeof to === 'string' ? { to } : {}) }];
    }),
  };
}

function dimensionsOf(terms: unknown): Dimension[] {
  return Object.values(isObject(terms) ? terms : {}).flatMap((term) =>
    Object.values(objectIn(term, 'priceDimensions')).map((dimension) => ({
      unit: String(isObject(dimension) ? dimension['unit'] : undefined),
      prices: Object.fromEntries(
        Object.entries(objectIn(dimension, 'pricePerUnit')).map(([currency, price]) => [currency, String(price)]),
      ),
    })),
  );
}

function objectIn(value: unknown, key: string): JsonObject {
  const inner = isObject(value) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
}
