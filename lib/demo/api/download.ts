import type { Handler } from "../visit.ts";
import { stalled } from "./hang.ts";

const ORDERS = "order,product,quantity\n1,Teapot,2\n2,Cup,6\n3,Kettle,1\n";

/** A small file that a browser saves. */
export const downloadOrders: Handler = () => new Response(ORDERS, { headers: attachment("orders.csv") });

/** A file whose end never comes. */
export const downloadStalled: Handler = ({ site }) =>
  stalled("order,product,quantity\n", site, attachment("stalled.csv"));

function attachment(name: string): Readonly<Record<string, string>> {
  return { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="${name}"` };
}
