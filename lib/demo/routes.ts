import { getBig } from "./api/big_api.ts";
import { deleteCart, getCart, postCart } from "./api/cart_api.ts";
import { postCheckout } from "./api/checkout_api.ts";
import { downloadOrders, downloadStalled } from "./api/download.ts";
import { echo } from "./api/echo_api.ts";
import { getFlaky } from "./api/flaky_api.ts";
import { hang, hangInBody } from "./api/hang.ts";
import { getAccount, postLogin } from "./api/login_api.ts";
import { getProducts } from "./api/products_api.ts";
import { redirect } from "./api/redirect.ts";
import { getSlow } from "./api/slow_api.ts";
import { getStatus } from "./api/status_response.ts";
import { postUpload } from "./api/upload_api.ts";
import { accountPage } from "./pages/account_page.ts";
import { basicPage } from "./pages/basic_page.ts";
import { cartPage } from "./pages/cart_page.ts";
import { clockPage } from "./pages/clock_page.ts";
import { consolePage } from "./pages/console_page.ts";
import { dialogsPage } from "./pages/dialogs_page.ts";
import { errorPage } from "./pages/error_page.ts";
import { filesPage } from "./pages/files_page.ts";
import { framesPage, innerFramePage, outerFramePage } from "./pages/frames_page.ts";
import { homePage } from "./pages/home_page.ts";
import { inaccessiblePage } from "./pages/inaccessible_page.ts";
import { keyboardPage } from "./pages/keyboard_page.ts";
import { latePage } from "./pages/late_page.ts";
import { playwrightIntroPage, playwrightPage } from "./pages/playwright_pages.ts";
import { productImage } from "./pages/product_image.ts";
import { productPage } from "./pages/product_page.ts";
import { scrollPage } from "./pages/scroll_page.ts";
import { signIn, signInPage, signOut } from "./pages/sign_in_page.ts";
import { slowPage } from "./pages/slow_page.ts";
import { storagePage } from "./pages/storage_page.ts";
import { thanksPage } from "./pages/thanks_page.ts";
import { totpPage, verifyTotp } from "./pages/totp_page.ts";
import { widgetsPage } from "./pages/widgets_page.ts";
import { detailsPage, helpPage, windowsPage } from "./pages/windows_page.ts";
import type { Handler } from "./visit.ts";

/** Everything the demo site answers, by method (`*` is any) and path (`/*` at the end is one more part). */
export const ROUTES: Readonly<Record<string, Handler>> = {
  "GET /": homePage,
  "GET /product/*": productPage,
  "GET /images/*": productImage,
  "GET /cart": cartPage,
  "GET /thanks": thanksPage,
  "GET /sign-in": signInPage,
  "POST /sign-in": signIn,
  "GET /sign-in/totp": totpPage,
  "POST /sign-in/totp": verifyTotp,
  "POST /sign-out": signOut,
  "GET /account": accountPage,
  "GET /dialogs": dialogsPage,
  "GET /slow": slowPage,
  "GET /frames": framesPage,
  "GET /frames/outer": outerFramePage,
  "GET /frames/inner": innerFramePage,
  "GET /windows": windowsPage,
  "GET /windows/details": detailsPage,
  "GET /windows/help": helpPage,
  "GET /files": filesPage,
  "GET /keyboard": keyboardPage,
  "GET /scroll": scrollPage,
  "GET /console": consolePage,
  "GET /storage": storagePage,
  "GET /clock": clockPage,
  "GET /widgets": widgetsPage,
  "GET /late": latePage,
  "GET /inaccessible": inaccessiblePage,
  "GET /basic": basicPage,
  "GET /playwright": playwrightPage,
  "GET /playwright/docs/intro": playwrightIntroPage,
  "GET /broken": errorPage(500, "The teapot is broken"),
  "GET /redirect": redirect,
  "GET /hang": hang,
  "GET /hang/body": hangInBody,
  "GET /download/orders.csv": downloadOrders,
  "GET /download/stalled.csv": downloadStalled,
  "GET /api/products": getProducts,
  "GET /api/cart": getCart,
  "POST /api/cart": postCart,
  "DELETE /api/cart": deleteCart,
  "POST /api/checkout": postCheckout,
  "POST /api/login": postLogin,
  "GET /api/account": getAccount,
  "POST /api/upload": postUpload,
  "GET /api/slow": getSlow,
  "GET /api/flaky": getFlaky,
  "GET /api/big": getBig,
  "GET /api/status/*": getStatus,
  "* /api/echo": echo,
};
