/** Something the shop sells; the price is in cents. */
export interface Product {
  readonly slug: string;
  readonly name: string;
  readonly price: number;
  readonly colour: string;
  readonly shape: "pot" | "cup" | "tin" | "tray";
  readonly text: string;
}

/** Everything in the shop, in the order of the list. */
export const PRODUCTS: readonly Product[] = [
  {
    slug: "teapot",
    name: "Teapot",
    price: 2_100,
    colour: "#b4532a",
    shape: "pot",
    text: "Holds a litre and pours without a drop.",
  },
  {
    slug: "travel-teapot",
    name: "Travel teapot",
    price: 2_750,
    colour: "#2f6f73",
    shape: "pot",
    text: "With two cups that fit inside.",
  },
  {
    slug: "cup",
    name: "Cup",
    price: 650,
    colour: "#5b6f2f",
    shape: "cup",
    text: "Thin at the rim and warm in the hand.",
  },
  { slug: "kettle", name: "Kettle", price: 3_900, colour: "#4a4f63", shape: "pot", text: "Sings when it is ready." },
  {
    slug: "strainer",
    name: "Strainer",
    price: 490,
    colour: "#7a5c8e",
    shape: "cup",
    text: "Fine enough for broken leaves.",
  },
  {
    slug: "sugar-bowl",
    name: "Sugar bowl",
    price: 1_200,
    colour: "#a8763e",
    shape: "cup",
    text: "For those who must.",
  },
  {
    slug: "tea-tin",
    name: "Tea tin",
    price: 875,
    colour: "#39618f",
    shape: "tin",
    text: "Keeps a hundred grams dry and dark.",
  },
  { slug: "tray", name: "Tray", price: 1_850, colour: "#6d5140", shape: "tray", text: "Carries all of it." },
];

/** The product of a slug. */
export function findProduct(slug: string): Product | undefined {
  return PRODUCTS.find((product) => product.slug === slug);
}

/** An amount as the shop writes it: `42.00 EUR`. */
export function formatPrice(cents: number): string {
  return `${(cents / 100).toFixed(2)} EUR`;
}
