import { plays } from "../plays";

plays("noveu-oost");
