// Opens a workbook with one of the libraries, types into cells, saves: node save.js LIBRARY IN OUT < cells.json
// The cells are [[sheet, cell, value], ...]; a value is a number or a text.
import { readFileSync, writeFileSync } from "node:fs";
import ExcelJS from "exceljs";
import XLSX from "xlsx";

const [library, source, target] = process.argv.slice(2);
const cells = JSON.parse(readFileSync(0, "utf8"));

const savers = {
  async exceljs() {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(source);
    for (const [sheet, cell, value] of cells) book.getWorksheet(sheet).getCell(cell).value = value;
    await book.xlsx.writeFile(target);
  },
  async sheetjs() {
    const book = XLSX.read(readFileSync(source), { cellStyles: true, cellFormula: true, bookProps: false });
    for (const [title, cell, value] of cells) {
      const sheet = book.Sheets[title];
      sheet[cell] = typeof value === "number" ? { t: "n", v: value } : { t: "s", v: value };
    }
    const bookType = target.split(".").pop();
    writeFileSync(target, XLSX.write(book, { type: "buffer", bookType, Props: book.Props, compression: true }));
  },
};
await savers[library]();
