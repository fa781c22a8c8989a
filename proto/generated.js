/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $Array = $util.global.Array, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt, $Boolean = $util.global.Boolean;

const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const patchmesh = $root.patchmesh = (() => {

    const patchmesh = {};

    patchmesh.Envelope = (function() {

        const Envelope = function (properties) {
            this.signatures = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Envelope.prototype.payload = $util.newBuffer([]);
        Envelope.prototype.payloadType = "";
        Envelope.prototype.signatures = $util.emptyArray;

        Envelope.create = function(properties) {
            return new Envelope(properties);
        };

        Envelope.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                writer.uint32(10).bytes(message.payload);
            if (message.payloadType != null && $Object.hasOwnProperty.call(message, "payloadType") && message.payloadType !== "")
                writer.uint32(18).string(message.payloadType);
            if (message.signatures != null && message.signatures.length)
                for (let i = 0; i < message.signatures.length; ++i)
                    $root.patchmesh.Signature.encode(message.signatures[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Envelope.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Envelope();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.payload = value;
                        else
                            delete message.payload;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.payloadType = value;
                        else
                            delete message.payloadType;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.signatures && message.signatures.length))
                            message.signatures = [];
                        message.signatures.push($root.patchmesh.Signature.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Envelope.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Envelope)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Envelope: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Envelope();
            if (object.payload != null)
                if (object.payload.length)
                    if (typeof object.payload === "string")
                        $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                    else if (object.payload.length >= 0)
                        message.payload = object.payload;
            if (object.payloadType != null)
                if (typeof object.payloadType !== "string" || object.payloadType.length)
                    message.payloadType = $String(object.payloadType);
            if (object.signatures) {
                if (!$Array.isArray(object.signatures))
                    throw $TypeError(".patchmesh.Envelope.signatures: array expected");
                message.signatures = $Array(object.signatures.length);
                for (let i = 0; i < object.signatures.length; ++i) {
                    if (!$util.isObject(object.signatures[i]))
                        throw $TypeError(".patchmesh.Envelope.signatures: object expected");
                    message.signatures[i] = $root.patchmesh.Signature.fromObject(object.signatures[i], _depth + 1);
                }
            }
            return message;
        };

        Envelope.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.signatures = [];
            if (options.defaults) {
                if (options.bytes === $String)
                    object.payload = "";
                else {
                    object.payload = [];
                    if (options.bytes !== $Array)
                        object.payload = $util.newBuffer(object.payload);
                }
                object.payloadType = "";
            }
            if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
            if (message.payloadType != null && $Object.hasOwnProperty.call(message, "payloadType"))
                object.payloadType = message.payloadType;
            if (message.signatures && message.signatures.length) {
                object.signatures = $Array(message.signatures.length);
                for (let j = 0; j < message.signatures.length; ++j)
                    object.signatures[j] = $root.patchmesh.Signature.toObject(message.signatures[j], options, _depth + 1);
            }
            return object;
        };

        Envelope.prototype.toJSON = function() {
            return Envelope.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Envelope;
    })();

    patchmesh.Signature = (function() {

        const Signature = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Signature.prototype.sig = $util.newBuffer([]);
        Signature.prototype.keyId = "";

        Signature.create = function(properties) {
            return new Signature(properties);
        };

        Signature.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.sig != null && $Object.hasOwnProperty.call(message, "sig") && message.sig.length)
                writer.uint32(10).bytes(message.sig);
            if (message.keyId != null && $Object.hasOwnProperty.call(message, "keyId") && message.keyId !== "")
                writer.uint32(18).string(message.keyId);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Signature.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Signature();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.sig = value;
                        else
                            delete message.sig;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.keyId = value;
                        else
                            delete message.keyId;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Signature.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Signature)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Signature: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Signature();
            if (object.sig != null)
                if (object.sig.length)
                    if (typeof object.sig === "string")
                        $util.base64.decode(object.sig, message.sig = $util.newBuffer($util.base64.length(object.sig)), 0);
                    else if (object.sig.length >= 0)
                        message.sig = object.sig;
            if (object.keyId != null)
                if (typeof object.keyId !== "string" || object.keyId.length)
                    message.keyId = $String(object.keyId);
            return message;
        };

        Signature.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.sig = "";
                else {
                    object.sig = [];
                    if (options.bytes !== $Array)
                        object.sig = $util.newBuffer(object.sig);
                }
                object.keyId = "";
            }
            if (message.sig != null && $Object.hasOwnProperty.call(message, "sig"))
                object.sig = options.bytes === $String ? $util.base64.encode(message.sig, 0, message.sig.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sig) : message.sig;
            if (message.keyId != null && $Object.hasOwnProperty.call(message, "keyId"))
                object.keyId = message.keyId;
            return object;
        };

        Signature.prototype.toJSON = function() {
            return Signature.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Signature;
    })();

    patchmesh.Header = (function() {

        const Header = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Header.prototype.fleet = $util.newBuffer([]);
        Header.prototype.kind = "";
        Header.prototype.name = "";
        Header.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Header.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Header.prototype.issuedAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Header.prototype.notAfter = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Header.prototype.minSpec = 0;

        Header.create = function(properties) {
            return new Header(properties);
        };

        Header.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet") && message.fleet.length)
                writer.uint32(10).bytes(message.fleet);
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                writer.uint32(18).string(message.kind);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(26).string(message.name);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(32).uint64(message.epoch);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                writer.uint32(40).uint64(message.version);
            if (message.issuedAt != null && $Object.hasOwnProperty.call(message, "issuedAt") && (typeof message.issuedAt === "object" ? message.issuedAt.low || message.issuedAt.high : message.issuedAt !== 0))
                writer.uint32(48).uint64(message.issuedAt);
            if (message.notAfter != null && $Object.hasOwnProperty.call(message, "notAfter") && (typeof message.notAfter === "object" ? message.notAfter.low || message.notAfter.high : message.notAfter !== 0))
                writer.uint32(56).uint64(message.notAfter);
            if (message.minSpec != null && $Object.hasOwnProperty.call(message, "minSpec") && message.minSpec !== 0)
                writer.uint32(64).uint32(message.minSpec);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Header.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Header();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.fleet = value;
                        else
                            delete message.fleet;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.issuedAt = value;
                        else
                            delete message.issuedAt;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.notAfter = value;
                        else
                            delete message.notAfter;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.minSpec = value;
                        else
                            delete message.minSpec;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Header.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Header)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Header: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Header();
            if (object.fleet != null)
                if (object.fleet.length)
                    if (typeof object.fleet === "string")
                        $util.base64.decode(object.fleet, message.fleet = $util.newBuffer($util.base64.length(object.fleet)), 0);
                    else if (object.fleet.length >= 0)
                        message.fleet = object.fleet;
            if (object.kind != null)
                if (typeof object.kind !== "string" || object.kind.length)
                    message.kind = $String(object.kind);
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.epoch != null)
                if (typeof object.epoch === "object" ? object.epoch.low || object.epoch.high : $Number(object.epoch) !== 0)
                    if ($util.Long)
                        message.epoch = $util.Long.fromValue(object.epoch, true);
                    else if (typeof object.epoch === "string")
                        message.epoch = $parseInt(object.epoch, 10);
                    else if (typeof object.epoch === "number")
                        message.epoch = object.epoch;
                    else if (typeof object.epoch === "object")
                        message.epoch = new $util.LongBits(object.epoch.low >>> 0, object.epoch.high >>> 0).toNumber(true);
            if (object.version != null)
                if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                    if ($util.Long)
                        message.version = $util.Long.fromValue(object.version, true);
                    else if (typeof object.version === "string")
                        message.version = $parseInt(object.version, 10);
                    else if (typeof object.version === "number")
                        message.version = object.version;
                    else if (typeof object.version === "object")
                        message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
            if (object.issuedAt != null)
                if (typeof object.issuedAt === "object" ? object.issuedAt.low || object.issuedAt.high : $Number(object.issuedAt) !== 0)
                    if ($util.Long)
                        message.issuedAt = $util.Long.fromValue(object.issuedAt, true);
                    else if (typeof object.issuedAt === "string")
                        message.issuedAt = $parseInt(object.issuedAt, 10);
                    else if (typeof object.issuedAt === "number")
                        message.issuedAt = object.issuedAt;
                    else if (typeof object.issuedAt === "object")
                        message.issuedAt = new $util.LongBits(object.issuedAt.low >>> 0, object.issuedAt.high >>> 0).toNumber(true);
            if (object.notAfter != null)
                if (typeof object.notAfter === "object" ? object.notAfter.low || object.notAfter.high : $Number(object.notAfter) !== 0)
                    if ($util.Long)
                        message.notAfter = $util.Long.fromValue(object.notAfter, true);
                    else if (typeof object.notAfter === "string")
                        message.notAfter = $parseInt(object.notAfter, 10);
                    else if (typeof object.notAfter === "number")
                        message.notAfter = object.notAfter;
                    else if (typeof object.notAfter === "object")
                        message.notAfter = new $util.LongBits(object.notAfter.low >>> 0, object.notAfter.high >>> 0).toNumber(true);
            if (object.minSpec != null)
                if ($Number(object.minSpec) !== 0)
                    message.minSpec = object.minSpec >>> 0;
            return message;
        };

        Header.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.fleet = "";
                else {
                    object.fleet = [];
                    if (options.bytes !== $Array)
                        object.fleet = $util.newBuffer(object.fleet);
                }
                object.kind = "";
                object.name = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.epoch = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.epoch = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.issuedAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.issuedAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.notAfter = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.notAfter = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.minSpec = 0;
            }
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet"))
                object.fleet = options.bytes === $String ? $util.base64.encode(message.fleet, 0, message.fleet.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.fleet) : message.fleet;
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                object.kind = message.kind;
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.epoch = typeof message.epoch === "number" ? $BigInt(message.epoch) : $util.Long.fromBits(message.epoch.low >>> 0, message.epoch.high >>> 0, true).toBigInt();
                else if (typeof message.epoch === "number")
                    object.epoch = options.longs === $String ? $String(message.epoch) : message.epoch;
                else
                    object.epoch = options.longs === $String ? $util.Long.prototype.toString.call(message.epoch) : options.longs === $Number ? new $util.LongBits(message.epoch.low >>> 0, message.epoch.high >>> 0).toNumber(true) : message.epoch;
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                else if (typeof message.version === "number")
                    object.version = options.longs === $String ? $String(message.version) : message.version;
                else
                    object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
            if (message.issuedAt != null && $Object.hasOwnProperty.call(message, "issuedAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.issuedAt = typeof message.issuedAt === "number" ? $BigInt(message.issuedAt) : $util.Long.fromBits(message.issuedAt.low >>> 0, message.issuedAt.high >>> 0, true).toBigInt();
                else if (typeof message.issuedAt === "number")
                    object.issuedAt = options.longs === $String ? $String(message.issuedAt) : message.issuedAt;
                else
                    object.issuedAt = options.longs === $String ? $util.Long.prototype.toString.call(message.issuedAt) : options.longs === $Number ? new $util.LongBits(message.issuedAt.low >>> 0, message.issuedAt.high >>> 0).toNumber(true) : message.issuedAt;
            if (message.notAfter != null && $Object.hasOwnProperty.call(message, "notAfter"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.notAfter = typeof message.notAfter === "number" ? $BigInt(message.notAfter) : $util.Long.fromBits(message.notAfter.low >>> 0, message.notAfter.high >>> 0, true).toBigInt();
                else if (typeof message.notAfter === "number")
                    object.notAfter = options.longs === $String ? $String(message.notAfter) : message.notAfter;
                else
                    object.notAfter = options.longs === $String ? $util.Long.prototype.toString.call(message.notAfter) : options.longs === $Number ? new $util.LongBits(message.notAfter.low >>> 0, message.notAfter.high >>> 0).toNumber(true) : message.notAfter;
            if (message.minSpec != null && $Object.hasOwnProperty.call(message, "minSpec"))
                object.minSpec = message.minSpec;
            return object;
        };

        Header.prototype.toJSON = function() {
            return Header.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Header;
    })();

    patchmesh.Root = (function() {

        const Root = function (properties) {
            this.roles = [];
            this.coordinators = [];
            this.operators = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Root.prototype.header = null;
        Root.prototype.fleetName = "";
        Root.prototype.roles = $util.emptyArray;
        Root.prototype.coordinators = $util.emptyArray;
        Root.prototype.operators = $util.emptyArray;
        Root.prototype.recallEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        Root.create = function(properties) {
            return new Root(properties);
        };

        Root.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.fleetName != null && $Object.hasOwnProperty.call(message, "fleetName") && message.fleetName !== "")
                writer.uint32(18).string(message.fleetName);
            if (message.roles != null && message.roles.length)
                for (let i = 0; i < message.roles.length; ++i)
                    $root.patchmesh.Role.encode(message.roles[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.coordinators != null && message.coordinators.length)
                for (let i = 0; i < message.coordinators.length; ++i)
                    $root.patchmesh.Coordinator.encode(message.coordinators[i], writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.operators != null && message.operators.length)
                for (let i = 0; i < message.operators.length; ++i)
                    $root.patchmesh.Operator.encode(message.operators[i], writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.recallEpoch != null && $Object.hasOwnProperty.call(message, "recallEpoch") && (typeof message.recallEpoch === "object" ? message.recallEpoch.low || message.recallEpoch.high : message.recallEpoch !== 0))
                writer.uint32(48).uint64(message.recallEpoch);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Root.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Root();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.fleetName = value;
                        else
                            delete message.fleetName;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.roles && message.roles.length))
                            message.roles = [];
                        message.roles.push($root.patchmesh.Role.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.coordinators && message.coordinators.length))
                            message.coordinators = [];
                        message.coordinators.push($root.patchmesh.Coordinator.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.operators && message.operators.length))
                            message.operators = [];
                        message.operators.push($root.patchmesh.Operator.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.recallEpoch = value;
                        else
                            delete message.recallEpoch;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Root.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Root)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Root: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Root();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Root.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.fleetName != null)
                if (typeof object.fleetName !== "string" || object.fleetName.length)
                    message.fleetName = $String(object.fleetName);
            if (object.roles) {
                if (!$Array.isArray(object.roles))
                    throw $TypeError(".patchmesh.Root.roles: array expected");
                message.roles = $Array(object.roles.length);
                for (let i = 0; i < object.roles.length; ++i) {
                    if (!$util.isObject(object.roles[i]))
                        throw $TypeError(".patchmesh.Root.roles: object expected");
                    message.roles[i] = $root.patchmesh.Role.fromObject(object.roles[i], _depth + 1);
                }
            }
            if (object.coordinators) {
                if (!$Array.isArray(object.coordinators))
                    throw $TypeError(".patchmesh.Root.coordinators: array expected");
                message.coordinators = $Array(object.coordinators.length);
                for (let i = 0; i < object.coordinators.length; ++i) {
                    if (!$util.isObject(object.coordinators[i]))
                        throw $TypeError(".patchmesh.Root.coordinators: object expected");
                    message.coordinators[i] = $root.patchmesh.Coordinator.fromObject(object.coordinators[i], _depth + 1);
                }
            }
            if (object.operators) {
                if (!$Array.isArray(object.operators))
                    throw $TypeError(".patchmesh.Root.operators: array expected");
                message.operators = $Array(object.operators.length);
                for (let i = 0; i < object.operators.length; ++i) {
                    if (!$util.isObject(object.operators[i]))
                        throw $TypeError(".patchmesh.Root.operators: object expected");
                    message.operators[i] = $root.patchmesh.Operator.fromObject(object.operators[i], _depth + 1);
                }
            }
            if (object.recallEpoch != null)
                if (typeof object.recallEpoch === "object" ? object.recallEpoch.low || object.recallEpoch.high : $Number(object.recallEpoch) !== 0)
                    if ($util.Long)
                        message.recallEpoch = $util.Long.fromValue(object.recallEpoch, true);
                    else if (typeof object.recallEpoch === "string")
                        message.recallEpoch = $parseInt(object.recallEpoch, 10);
                    else if (typeof object.recallEpoch === "number")
                        message.recallEpoch = object.recallEpoch;
                    else if (typeof object.recallEpoch === "object")
                        message.recallEpoch = new $util.LongBits(object.recallEpoch.low >>> 0, object.recallEpoch.high >>> 0).toNumber(true);
            return message;
        };

        Root.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.roles = [];
                object.coordinators = [];
                object.operators = [];
            }
            if (options.defaults) {
                object.header = null;
                object.fleetName = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.recallEpoch = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.recallEpoch = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.fleetName != null && $Object.hasOwnProperty.call(message, "fleetName"))
                object.fleetName = message.fleetName;
            if (message.roles && message.roles.length) {
                object.roles = $Array(message.roles.length);
                for (let j = 0; j < message.roles.length; ++j)
                    object.roles[j] = $root.patchmesh.Role.toObject(message.roles[j], options, _depth + 1);
            }
            if (message.coordinators && message.coordinators.length) {
                object.coordinators = $Array(message.coordinators.length);
                for (let j = 0; j < message.coordinators.length; ++j)
                    object.coordinators[j] = $root.patchmesh.Coordinator.toObject(message.coordinators[j], options, _depth + 1);
            }
            if (message.operators && message.operators.length) {
                object.operators = $Array(message.operators.length);
                for (let j = 0; j < message.operators.length; ++j)
                    object.operators[j] = $root.patchmesh.Operator.toObject(message.operators[j], options, _depth + 1);
            }
            if (message.recallEpoch != null && $Object.hasOwnProperty.call(message, "recallEpoch"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.recallEpoch = typeof message.recallEpoch === "number" ? $BigInt(message.recallEpoch) : $util.Long.fromBits(message.recallEpoch.low >>> 0, message.recallEpoch.high >>> 0, true).toBigInt();
                else if (typeof message.recallEpoch === "number")
                    object.recallEpoch = options.longs === $String ? $String(message.recallEpoch) : message.recallEpoch;
                else
                    object.recallEpoch = options.longs === $String ? $util.Long.prototype.toString.call(message.recallEpoch) : options.longs === $Number ? new $util.LongBits(message.recallEpoch.low >>> 0, message.recallEpoch.high >>> 0).toNumber(true) : message.recallEpoch;
            return object;
        };

        Root.prototype.toJSON = function() {
            return Root.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Root;
    })();

    patchmesh.Role = (function() {

        const Role = function (properties) {
            this.publicKeys = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Role.prototype.name = "";
        Role.prototype.threshold = 0;
        Role.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Role.prototype.publicKeys = $util.emptyArray;

        Role.create = function(properties) {
            return new Role(properties);
        };

        Role.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(10).string(message.name);
            if (message.threshold != null && $Object.hasOwnProperty.call(message, "threshold") && message.threshold !== 0)
                writer.uint32(16).uint32(message.threshold);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(24).uint64(message.epoch);
            if (message.publicKeys != null && message.publicKeys.length)
                for (let i = 0; i < message.publicKeys.length; ++i)
                    writer.uint32(34).bytes(message.publicKeys[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Role.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Role();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.threshold = value;
                        else
                            delete message.threshold;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.publicKeys && message.publicKeys.length))
                            message.publicKeys = [];
                        message.publicKeys.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Role.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Role)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Role: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Role();
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.threshold != null)
                if ($Number(object.threshold) !== 0)
                    message.threshold = object.threshold >>> 0;
            if (object.epoch != null)
                if (typeof object.epoch === "object" ? object.epoch.low || object.epoch.high : $Number(object.epoch) !== 0)
                    if ($util.Long)
                        message.epoch = $util.Long.fromValue(object.epoch, true);
                    else if (typeof object.epoch === "string")
                        message.epoch = $parseInt(object.epoch, 10);
                    else if (typeof object.epoch === "number")
                        message.epoch = object.epoch;
                    else if (typeof object.epoch === "object")
                        message.epoch = new $util.LongBits(object.epoch.low >>> 0, object.epoch.high >>> 0).toNumber(true);
            if (object.publicKeys) {
                if (!$Array.isArray(object.publicKeys))
                    throw $TypeError(".patchmesh.Role.publicKeys: array expected");
                message.publicKeys = $Array(object.publicKeys.length);
                for (let i = 0; i < object.publicKeys.length; ++i)
                    if (typeof object.publicKeys[i] === "string")
                        $util.base64.decode(object.publicKeys[i], message.publicKeys[i] = $util.newBuffer($util.base64.length(object.publicKeys[i])), 0);
                    else if (object.publicKeys[i].length >= 0)
                        message.publicKeys[i] = object.publicKeys[i];
            }
            return message;
        };

        Role.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.publicKeys = [];
            if (options.defaults) {
                object.name = "";
                object.threshold = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.epoch = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.epoch = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.threshold != null && $Object.hasOwnProperty.call(message, "threshold"))
                object.threshold = message.threshold;
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.epoch = typeof message.epoch === "number" ? $BigInt(message.epoch) : $util.Long.fromBits(message.epoch.low >>> 0, message.epoch.high >>> 0, true).toBigInt();
                else if (typeof message.epoch === "number")
                    object.epoch = options.longs === $String ? $String(message.epoch) : message.epoch;
                else
                    object.epoch = options.longs === $String ? $util.Long.prototype.toString.call(message.epoch) : options.longs === $Number ? new $util.LongBits(message.epoch.low >>> 0, message.epoch.high >>> 0).toNumber(true) : message.epoch;
            if (message.publicKeys && message.publicKeys.length) {
                object.publicKeys = $Array(message.publicKeys.length);
                for (let j = 0; j < message.publicKeys.length; ++j)
                    object.publicKeys[j] = options.bytes === $String ? $util.base64.encode(message.publicKeys[j], 0, message.publicKeys[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.publicKeys[j]) : message.publicKeys[j];
            }
            return object;
        };

        Role.prototype.toJSON = function() {
            return Role.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Role;
    })();

    patchmesh.Coordinator = (function() {

        const Coordinator = function (properties) {
            this.addresses = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Coordinator.prototype.peerId = "";
        Coordinator.prototype.addresses = $util.emptyArray;
        Coordinator.prototype.boxKey = $util.newBuffer([]);

        Coordinator.create = function(properties) {
            return new Coordinator(properties);
        };

        Coordinator.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.peerId != null && $Object.hasOwnProperty.call(message, "peerId") && message.peerId !== "")
                writer.uint32(10).string(message.peerId);
            if (message.addresses != null && message.addresses.length)
                for (let i = 0; i < message.addresses.length; ++i)
                    writer.uint32(18).string(message.addresses[i]);
            if (message.boxKey != null && $Object.hasOwnProperty.call(message, "boxKey") && message.boxKey.length)
                writer.uint32(26).bytes(message.boxKey);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Coordinator.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Coordinator();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.peerId = value;
                        else
                            delete message.peerId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.addresses && message.addresses.length))
                            message.addresses = [];
                        message.addresses.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.boxKey = value;
                        else
                            delete message.boxKey;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Coordinator.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Coordinator)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Coordinator: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Coordinator();
            if (object.peerId != null)
                if (typeof object.peerId !== "string" || object.peerId.length)
                    message.peerId = $String(object.peerId);
            if (object.addresses) {
                if (!$Array.isArray(object.addresses))
                    throw $TypeError(".patchmesh.Coordinator.addresses: array expected");
                message.addresses = $Array(object.addresses.length);
                for (let i = 0; i < object.addresses.length; ++i)
                    message.addresses[i] = $String(object.addresses[i]);
            }
            if (object.boxKey != null)
                if (object.boxKey.length)
                    if (typeof object.boxKey === "string")
                        $util.base64.decode(object.boxKey, message.boxKey = $util.newBuffer($util.base64.length(object.boxKey)), 0);
                    else if (object.boxKey.length >= 0)
                        message.boxKey = object.boxKey;
            return message;
        };

        Coordinator.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.addresses = [];
            if (options.defaults) {
                object.peerId = "";
                if (options.bytes === $String)
                    object.boxKey = "";
                else {
                    object.boxKey = [];
                    if (options.bytes !== $Array)
                        object.boxKey = $util.newBuffer(object.boxKey);
                }
            }
            if (message.peerId != null && $Object.hasOwnProperty.call(message, "peerId"))
                object.peerId = message.peerId;
            if (message.addresses && message.addresses.length) {
                object.addresses = $Array(message.addresses.length);
                for (let j = 0; j < message.addresses.length; ++j)
                    object.addresses[j] = message.addresses[j];
            }
            if (message.boxKey != null && $Object.hasOwnProperty.call(message, "boxKey"))
                object.boxKey = options.bytes === $String ? $util.base64.encode(message.boxKey, 0, message.boxKey.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.boxKey) : message.boxKey;
            return object;
        };

        Coordinator.prototype.toJSON = function() {
            return Coordinator.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Coordinator;
    })();

    patchmesh.Operator = (function() {

        const Operator = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Operator.prototype.peerId = "";
        Operator.prototype.name = "";

        Operator.create = function(properties) {
            return new Operator(properties);
        };

        Operator.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.peerId != null && $Object.hasOwnProperty.call(message, "peerId") && message.peerId !== "")
                writer.uint32(10).string(message.peerId);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(18).string(message.name);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Operator.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Operator();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.peerId = value;
                        else
                            delete message.peerId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Operator.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Operator)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Operator: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Operator();
            if (object.peerId != null)
                if (typeof object.peerId !== "string" || object.peerId.length)
                    message.peerId = $String(object.peerId);
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            return message;
        };

        Operator.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.peerId = "";
                object.name = "";
            }
            if (message.peerId != null && $Object.hasOwnProperty.call(message, "peerId"))
                object.peerId = message.peerId;
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            return object;
        };

        Operator.prototype.toJSON = function() {
            return Operator.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Operator;
    })();

    patchmesh.Roster = (function() {

        const Roster = function (properties) {
            this.prefixes = [];
            this.members = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Roster.prototype.header = null;
        Roster.prototype.prefixes = $util.emptyArray;
        Roster.prototype.members = $util.emptyArray;

        Roster.create = function(properties) {
            return new Roster(properties);
        };

        Roster.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.prefixes != null && message.prefixes.length)
                for (let i = 0; i < message.prefixes.length; ++i)
                    writer.uint32(18).string(message.prefixes[i]);
            if (message.members != null && message.members.length)
                for (let i = 0; i < message.members.length; ++i)
                    $root.patchmesh.Member.encode(message.members[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Roster.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Roster();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.prefixes && message.prefixes.length))
                            message.prefixes = [];
                        message.prefixes.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.members && message.members.length))
                            message.members = [];
                        message.members.push($root.patchmesh.Member.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Roster.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Roster)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Roster: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Roster();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Roster.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.prefixes) {
                if (!$Array.isArray(object.prefixes))
                    throw $TypeError(".patchmesh.Roster.prefixes: array expected");
                message.prefixes = $Array(object.prefixes.length);
                for (let i = 0; i < object.prefixes.length; ++i)
                    message.prefixes[i] = $String(object.prefixes[i]);
            }
            if (object.members) {
                if (!$Array.isArray(object.members))
                    throw $TypeError(".patchmesh.Roster.members: array expected");
                message.members = $Array(object.members.length);
                for (let i = 0; i < object.members.length; ++i) {
                    if (!$util.isObject(object.members[i]))
                        throw $TypeError(".patchmesh.Roster.members: object expected");
                    message.members[i] = $root.patchmesh.Member.fromObject(object.members[i], _depth + 1);
                }
            }
            return message;
        };

        Roster.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.prefixes = [];
                object.members = [];
            }
            if (options.defaults)
                object.header = null;
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.prefixes && message.prefixes.length) {
                object.prefixes = $Array(message.prefixes.length);
                for (let j = 0; j < message.prefixes.length; ++j)
                    object.prefixes[j] = message.prefixes[j];
            }
            if (message.members && message.members.length) {
                object.members = $Array(message.members.length);
                for (let j = 0; j < message.members.length; ++j)
                    object.members[j] = $root.patchmesh.Member.toObject(message.members[j], options, _depth + 1);
            }
            return object;
        };

        Roster.prototype.toJSON = function() {
            return Roster.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Roster;
    })();

    patchmesh.Member = (function() {

        const Member = function (properties) {
            this.groups = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Member.prototype.node = "";
        Member.prototype["class"] = "";
        Member.prototype.groups = $util.emptyArray;
        Member.prototype.hostName = "";
        Member.prototype.sinceVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        Member.create = function(properties) {
            return new Member(properties);
        };

        Member.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.node != null && $Object.hasOwnProperty.call(message, "node") && message.node !== "")
                writer.uint32(10).string(message.node);
            if (message["class"] != null && $Object.hasOwnProperty.call(message, "class") && message["class"] !== "")
                writer.uint32(18).string(message["class"]);
            if (message.groups != null && message.groups.length)
                for (let i = 0; i < message.groups.length; ++i)
                    writer.uint32(26).string(message.groups[i]);
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName") && message.hostName !== "")
                writer.uint32(34).string(message.hostName);
            if (message.sinceVersion != null && $Object.hasOwnProperty.call(message, "sinceVersion") && (typeof message.sinceVersion === "object" ? message.sinceVersion.low || message.sinceVersion.high : message.sinceVersion !== 0))
                writer.uint32(40).uint64(message.sinceVersion);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Member.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Member();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.node = value;
                        else
                            delete message.node;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message["class"] = value;
                        else
                            delete message["class"];
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.groups && message.groups.length))
                            message.groups = [];
                        message.groups.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.hostName = value;
                        else
                            delete message.hostName;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sinceVersion = value;
                        else
                            delete message.sinceVersion;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Member.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Member)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Member: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Member();
            if (object.node != null)
                if (typeof object.node !== "string" || object.node.length)
                    message.node = $String(object.node);
            if (object["class"] != null)
                if (typeof object["class"] !== "string" || object["class"].length)
                    message["class"] = $String(object["class"]);
            if (object.groups) {
                if (!$Array.isArray(object.groups))
                    throw $TypeError(".patchmesh.Member.groups: array expected");
                message.groups = $Array(object.groups.length);
                for (let i = 0; i < object.groups.length; ++i)
                    message.groups[i] = $String(object.groups[i]);
            }
            if (object.hostName != null)
                if (typeof object.hostName !== "string" || object.hostName.length)
                    message.hostName = $String(object.hostName);
            if (object.sinceVersion != null)
                if (typeof object.sinceVersion === "object" ? object.sinceVersion.low || object.sinceVersion.high : $Number(object.sinceVersion) !== 0)
                    if ($util.Long)
                        message.sinceVersion = $util.Long.fromValue(object.sinceVersion, true);
                    else if (typeof object.sinceVersion === "string")
                        message.sinceVersion = $parseInt(object.sinceVersion, 10);
                    else if (typeof object.sinceVersion === "number")
                        message.sinceVersion = object.sinceVersion;
                    else if (typeof object.sinceVersion === "object")
                        message.sinceVersion = new $util.LongBits(object.sinceVersion.low >>> 0, object.sinceVersion.high >>> 0).toNumber(true);
            return message;
        };

        Member.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.groups = [];
            if (options.defaults) {
                object.node = "";
                object["class"] = "";
                object.hostName = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.sinceVersion = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.sinceVersion = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.node != null && $Object.hasOwnProperty.call(message, "node"))
                object.node = message.node;
            if (message["class"] != null && $Object.hasOwnProperty.call(message, "class"))
                object["class"] = message["class"];
            if (message.groups && message.groups.length) {
                object.groups = $Array(message.groups.length);
                for (let j = 0; j < message.groups.length; ++j)
                    object.groups[j] = message.groups[j];
            }
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                object.hostName = message.hostName;
            if (message.sinceVersion != null && $Object.hasOwnProperty.call(message, "sinceVersion"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.sinceVersion = typeof message.sinceVersion === "number" ? $BigInt(message.sinceVersion) : $util.Long.fromBits(message.sinceVersion.low >>> 0, message.sinceVersion.high >>> 0, true).toBigInt();
                else if (typeof message.sinceVersion === "number")
                    object.sinceVersion = options.longs === $String ? $String(message.sinceVersion) : message.sinceVersion;
                else
                    object.sinceVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.sinceVersion) : options.longs === $Number ? new $util.LongBits(message.sinceVersion.low >>> 0, message.sinceVersion.high >>> 0).toNumber(true) : message.sinceVersion;
            return object;
        };

        Member.prototype.toJSON = function() {
            return Member.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Member;
    })();

    patchmesh.Manifest = (function() {

        const Manifest = function (properties) {
            this.cves = [];
            this.artifacts = [];
            this.detection = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Manifest.prototype.header = null;
        Manifest.prototype.product = "";
        Manifest.prototype.productVersion = "";
        Manifest.prototype.title = "";
        Manifest.prototype.severity = "";
        Manifest.prototype.cves = $util.emptyArray;
        Manifest.prototype.summary = "";
        Manifest.prototype.publishedAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Manifest.prototype.platform = null;
        Manifest.prototype.artifacts = $util.emptyArray;
        Manifest.prototype.action = null;
        Manifest.prototype.detection = $util.emptyArray;
        Manifest.prototype.proof = null;

        Manifest.create = function(properties) {
            return new Manifest(properties);
        };

        Manifest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.product != null && $Object.hasOwnProperty.call(message, "product") && message.product !== "")
                writer.uint32(18).string(message.product);
            if (message.productVersion != null && $Object.hasOwnProperty.call(message, "productVersion") && message.productVersion !== "")
                writer.uint32(26).string(message.productVersion);
            if (message.title != null && $Object.hasOwnProperty.call(message, "title") && message.title !== "")
                writer.uint32(34).string(message.title);
            if (message.severity != null && $Object.hasOwnProperty.call(message, "severity") && message.severity !== "")
                writer.uint32(42).string(message.severity);
            if (message.cves != null && message.cves.length)
                for (let i = 0; i < message.cves.length; ++i)
                    writer.uint32(50).string(message.cves[i]);
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary") && message.summary !== "")
                writer.uint32(58).string(message.summary);
            if (message.publishedAt != null && $Object.hasOwnProperty.call(message, "publishedAt") && (typeof message.publishedAt === "object" ? message.publishedAt.low || message.publishedAt.high : message.publishedAt !== 0))
                writer.uint32(64).uint64(message.publishedAt);
            if (message.platform != null && $Object.hasOwnProperty.call(message, "platform"))
                $root.patchmesh.Platform.encode(message.platform, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.artifacts != null && message.artifacts.length)
                for (let i = 0; i < message.artifacts.length; ++i)
                    $root.patchmesh.Artifact.encode(message.artifacts[i], writer.uint32(82).fork(), _depth + 1).ldelim();
            if (message.action != null && $Object.hasOwnProperty.call(message, "action"))
                $root.patchmesh.InstallAction.encode(message.action, writer.uint32(90).fork(), _depth + 1).ldelim();
            if (message.detection != null && message.detection.length)
                for (let i = 0; i < message.detection.length; ++i)
                    $root.patchmesh.DetectionRule.encode(message.detection[i], writer.uint32(98).fork(), _depth + 1).ldelim();
            if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                $root.patchmesh.Proof.encode(message.proof, writer.uint32(106).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Manifest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Manifest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.product = value;
                        else
                            delete message.product;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.productVersion = value;
                        else
                            delete message.productVersion;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.title = value;
                        else
                            delete message.title;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.severity = value;
                        else
                            delete message.severity;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.cves && message.cves.length))
                            message.cves = [];
                        message.cves.push(reader.stringVerify());
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.summary = value;
                        else
                            delete message.summary;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.publishedAt = value;
                        else
                            delete message.publishedAt;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.platform = $root.patchmesh.Platform.decode(reader, reader.size(), $undefined, _depth + 1, message.platform);
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.artifacts && message.artifacts.length))
                            message.artifacts = [];
                        message.artifacts.push($root.patchmesh.Artifact.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.action = $root.patchmesh.InstallAction.decode(reader, reader.size(), $undefined, _depth + 1, message.action);
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if (!(message.detection && message.detection.length))
                            message.detection = [];
                        message.detection.push($root.patchmesh.DetectionRule.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.proof = $root.patchmesh.Proof.decode(reader, reader.size(), $undefined, _depth + 1, message.proof);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Manifest.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Manifest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Manifest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Manifest();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Manifest.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.product != null)
                if (typeof object.product !== "string" || object.product.length)
                    message.product = $String(object.product);
            if (object.productVersion != null)
                if (typeof object.productVersion !== "string" || object.productVersion.length)
                    message.productVersion = $String(object.productVersion);
            if (object.title != null)
                if (typeof object.title !== "string" || object.title.length)
                    message.title = $String(object.title);
            if (object.severity != null)
                if (typeof object.severity !== "string" || object.severity.length)
                    message.severity = $String(object.severity);
            if (object.cves) {
                if (!$Array.isArray(object.cves))
                    throw $TypeError(".patchmesh.Manifest.cves: array expected");
                message.cves = $Array(object.cves.length);
                for (let i = 0; i < object.cves.length; ++i)
                    message.cves[i] = $String(object.cves[i]);
            }
            if (object.summary != null)
                if (typeof object.summary !== "string" || object.summary.length)
                    message.summary = $String(object.summary);
            if (object.publishedAt != null)
                if (typeof object.publishedAt === "object" ? object.publishedAt.low || object.publishedAt.high : $Number(object.publishedAt) !== 0)
                    if ($util.Long)
                        message.publishedAt = $util.Long.fromValue(object.publishedAt, true);
                    else if (typeof object.publishedAt === "string")
                        message.publishedAt = $parseInt(object.publishedAt, 10);
                    else if (typeof object.publishedAt === "number")
                        message.publishedAt = object.publishedAt;
                    else if (typeof object.publishedAt === "object")
                        message.publishedAt = new $util.LongBits(object.publishedAt.low >>> 0, object.publishedAt.high >>> 0).toNumber(true);
            if (object.platform != null) {
                if (!$util.isObject(object.platform))
                    throw $TypeError(".patchmesh.Manifest.platform: object expected");
                message.platform = $root.patchmesh.Platform.fromObject(object.platform, _depth + 1);
            }
            if (object.artifacts) {
                if (!$Array.isArray(object.artifacts))
                    throw $TypeError(".patchmesh.Manifest.artifacts: array expected");
                message.artifacts = $Array(object.artifacts.length);
                for (let i = 0; i < object.artifacts.length; ++i) {
                    if (!$util.isObject(object.artifacts[i]))
                        throw $TypeError(".patchmesh.Manifest.artifacts: object expected");
                    message.artifacts[i] = $root.patchmesh.Artifact.fromObject(object.artifacts[i], _depth + 1);
                }
            }
            if (object.action != null) {
                if (!$util.isObject(object.action))
                    throw $TypeError(".patchmesh.Manifest.action: object expected");
                message.action = $root.patchmesh.InstallAction.fromObject(object.action, _depth + 1);
            }
            if (object.detection) {
                if (!$Array.isArray(object.detection))
                    throw $TypeError(".patchmesh.Manifest.detection: array expected");
                message.detection = $Array(object.detection.length);
                for (let i = 0; i < object.detection.length; ++i) {
                    if (!$util.isObject(object.detection[i]))
                        throw $TypeError(".patchmesh.Manifest.detection: object expected");
                    message.detection[i] = $root.patchmesh.DetectionRule.fromObject(object.detection[i], _depth + 1);
                }
            }
            if (object.proof != null) {
                if (!$util.isObject(object.proof))
                    throw $TypeError(".patchmesh.Manifest.proof: object expected");
                message.proof = $root.patchmesh.Proof.fromObject(object.proof, _depth + 1);
            }
            return message;
        };

        Manifest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.cves = [];
                object.artifacts = [];
                object.detection = [];
            }
            if (options.defaults) {
                object.header = null;
                object.product = "";
                object.productVersion = "";
                object.title = "";
                object.severity = "";
                object.summary = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.publishedAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.publishedAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.platform = null;
                object.action = null;
                object.proof = null;
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.product != null && $Object.hasOwnProperty.call(message, "product"))
                object.product = message.product;
            if (message.productVersion != null && $Object.hasOwnProperty.call(message, "productVersion"))
                object.productVersion = message.productVersion;
            if (message.title != null && $Object.hasOwnProperty.call(message, "title"))
                object.title = message.title;
            if (message.severity != null && $Object.hasOwnProperty.call(message, "severity"))
                object.severity = message.severity;
            if (message.cves && message.cves.length) {
                object.cves = $Array(message.cves.length);
                for (let j = 0; j < message.cves.length; ++j)
                    object.cves[j] = message.cves[j];
            }
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary"))
                object.summary = message.summary;
            if (message.publishedAt != null && $Object.hasOwnProperty.call(message, "publishedAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.publishedAt = typeof message.publishedAt === "number" ? $BigInt(message.publishedAt) : $util.Long.fromBits(message.publishedAt.low >>> 0, message.publishedAt.high >>> 0, true).toBigInt();
                else if (typeof message.publishedAt === "number")
                    object.publishedAt = options.longs === $String ? $String(message.publishedAt) : message.publishedAt;
                else
                    object.publishedAt = options.longs === $String ? $util.Long.prototype.toString.call(message.publishedAt) : options.longs === $Number ? new $util.LongBits(message.publishedAt.low >>> 0, message.publishedAt.high >>> 0).toNumber(true) : message.publishedAt;
            if (message.platform != null && $Object.hasOwnProperty.call(message, "platform"))
                object.platform = $root.patchmesh.Platform.toObject(message.platform, options, _depth + 1);
            if (message.artifacts && message.artifacts.length) {
                object.artifacts = $Array(message.artifacts.length);
                for (let j = 0; j < message.artifacts.length; ++j)
                    object.artifacts[j] = $root.patchmesh.Artifact.toObject(message.artifacts[j], options, _depth + 1);
            }
            if (message.action != null && $Object.hasOwnProperty.call(message, "action"))
                object.action = $root.patchmesh.InstallAction.toObject(message.action, options, _depth + 1);
            if (message.detection && message.detection.length) {
                object.detection = $Array(message.detection.length);
                for (let j = 0; j < message.detection.length; ++j)
                    object.detection[j] = $root.patchmesh.DetectionRule.toObject(message.detection[j], options, _depth + 1);
            }
            if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                object.proof = $root.patchmesh.Proof.toObject(message.proof, options, _depth + 1);
            return object;
        };

        Manifest.prototype.toJSON = function() {
            return Manifest.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Manifest;
    })();

    patchmesh.Platform = (function() {

        const Platform = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Platform.prototype.os = "";
        Platform.prototype.architecture = "";
        Platform.prototype.distribution = "";

        Platform.create = function(properties) {
            return new Platform(properties);
        };

        Platform.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.os != null && $Object.hasOwnProperty.call(message, "os") && message.os !== "")
                writer.uint32(10).string(message.os);
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture") && message.architecture !== "")
                writer.uint32(18).string(message.architecture);
            if (message.distribution != null && $Object.hasOwnProperty.call(message, "distribution") && message.distribution !== "")
                writer.uint32(26).string(message.distribution);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Platform.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Platform();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.os = value;
                        else
                            delete message.os;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.architecture = value;
                        else
                            delete message.architecture;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.distribution = value;
                        else
                            delete message.distribution;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Platform.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Platform)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Platform: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Platform();
            if (object.os != null)
                if (typeof object.os !== "string" || object.os.length)
                    message.os = $String(object.os);
            if (object.architecture != null)
                if (typeof object.architecture !== "string" || object.architecture.length)
                    message.architecture = $String(object.architecture);
            if (object.distribution != null)
                if (typeof object.distribution !== "string" || object.distribution.length)
                    message.distribution = $String(object.distribution);
            return message;
        };

        Platform.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.os = "";
                object.architecture = "";
                object.distribution = "";
            }
            if (message.os != null && $Object.hasOwnProperty.call(message, "os"))
                object.os = message.os;
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture"))
                object.architecture = message.architecture;
            if (message.distribution != null && $Object.hasOwnProperty.call(message, "distribution"))
                object.distribution = message.distribution;
            return object;
        };

        Platform.prototype.toJSON = function() {
            return Platform.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Platform;
    })();

    patchmesh.Artifact = (function() {

        const Artifact = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Artifact.prototype.digest = $util.newBuffer([]);
        Artifact.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Artifact.prototype.fileName = "";
        Artifact.prototype.deb = null;

        Artifact.create = function(properties) {
            return new Artifact(properties);
        };

        Artifact.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(10).bytes(message.digest);
            if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                writer.uint32(16).uint64(message.sizeBytes);
            if (message.fileName != null && $Object.hasOwnProperty.call(message, "fileName") && message.fileName !== "")
                writer.uint32(26).string(message.fileName);
            if (message.deb != null && $Object.hasOwnProperty.call(message, "deb"))
                $root.patchmesh.Deb.encode(message.deb, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Artifact.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Artifact();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sizeBytes = value;
                        else
                            delete message.sizeBytes;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.fileName = value;
                        else
                            delete message.fileName;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.deb = $root.patchmesh.Deb.decode(reader, reader.size(), $undefined, _depth + 1, message.deb);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Artifact.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Artifact)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Artifact: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Artifact();
            if (object.digest != null)
                if (object.digest.length)
                    if (typeof object.digest === "string")
                        $util.base64.decode(object.digest, message.digest = $util.newBuffer($util.base64.length(object.digest)), 0);
                    else if (object.digest.length >= 0)
                        message.digest = object.digest;
            if (object.sizeBytes != null)
                if (typeof object.sizeBytes === "object" ? object.sizeBytes.low || object.sizeBytes.high : $Number(object.sizeBytes) !== 0)
                    if ($util.Long)
                        message.sizeBytes = $util.Long.fromValue(object.sizeBytes, true);
                    else if (typeof object.sizeBytes === "string")
                        message.sizeBytes = $parseInt(object.sizeBytes, 10);
                    else if (typeof object.sizeBytes === "number")
                        message.sizeBytes = object.sizeBytes;
                    else if (typeof object.sizeBytes === "object")
                        message.sizeBytes = new $util.LongBits(object.sizeBytes.low >>> 0, object.sizeBytes.high >>> 0).toNumber(true);
            if (object.fileName != null)
                if (typeof object.fileName !== "string" || object.fileName.length)
                    message.fileName = $String(object.fileName);
            if (object.deb != null) {
                if (!$util.isObject(object.deb))
                    throw $TypeError(".patchmesh.Artifact.deb: object expected");
                message.deb = $root.patchmesh.Deb.fromObject(object.deb, _depth + 1);
            }
            return message;
        };

        Artifact.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.digest = "";
                else {
                    object.digest = [];
                    if (options.bytes !== $Array)
                        object.digest = $util.newBuffer(object.digest);
                }
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.sizeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.sizeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.fileName = "";
                object.deb = null;
            }
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest"))
                object.digest = options.bytes === $String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.digest) : message.digest;
            if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.sizeBytes = typeof message.sizeBytes === "number" ? $BigInt(message.sizeBytes) : $util.Long.fromBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0, true).toBigInt();
                else if (typeof message.sizeBytes === "number")
                    object.sizeBytes = options.longs === $String ? $String(message.sizeBytes) : message.sizeBytes;
                else
                    object.sizeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.sizeBytes) : options.longs === $Number ? new $util.LongBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0).toNumber(true) : message.sizeBytes;
            if (message.fileName != null && $Object.hasOwnProperty.call(message, "fileName"))
                object.fileName = message.fileName;
            if (message.deb != null && $Object.hasOwnProperty.call(message, "deb"))
                object.deb = $root.patchmesh.Deb.toObject(message.deb, options, _depth + 1);
            return object;
        };

        Artifact.prototype.toJSON = function() {
            return Artifact.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Artifact;
    })();

    patchmesh.Deb = (function() {

        const Deb = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Deb.prototype["package"] = "";
        Deb.prototype.version = "";
        Deb.prototype.architecture = "";
        Deb.prototype.stanza = "";

        Deb.create = function(properties) {
            return new Deb(properties);
        };

        Deb.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message["package"] != null && $Object.hasOwnProperty.call(message, "package") && message["package"] !== "")
                writer.uint32(10).string(message["package"]);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(18).string(message.version);
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture") && message.architecture !== "")
                writer.uint32(26).string(message.architecture);
            if (message.stanza != null && $Object.hasOwnProperty.call(message, "stanza") && message.stanza !== "")
                writer.uint32(34).string(message.stanza);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Deb.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Deb();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message["package"] = value;
                        else
                            delete message["package"];
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.architecture = value;
                        else
                            delete message.architecture;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.stanza = value;
                        else
                            delete message.stanza;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Deb.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Deb)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Deb: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Deb();
            if (object["package"] != null)
                if (typeof object["package"] !== "string" || object["package"].length)
                    message["package"] = $String(object["package"]);
            if (object.version != null)
                if (typeof object.version !== "string" || object.version.length)
                    message.version = $String(object.version);
            if (object.architecture != null)
                if (typeof object.architecture !== "string" || object.architecture.length)
                    message.architecture = $String(object.architecture);
            if (object.stanza != null)
                if (typeof object.stanza !== "string" || object.stanza.length)
                    message.stanza = $String(object.stanza);
            return message;
        };

        Deb.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object["package"] = "";
                object.version = "";
                object.architecture = "";
                object.stanza = "";
            }
            if (message["package"] != null && $Object.hasOwnProperty.call(message, "package"))
                object["package"] = message["package"];
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                object.version = message.version;
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture"))
                object.architecture = message.architecture;
            if (message.stanza != null && $Object.hasOwnProperty.call(message, "stanza"))
                object.stanza = message.stanza;
            return object;
        };

        Deb.prototype.toJSON = function() {
            return Deb.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Deb;
    })();

    patchmesh.InstallAction = (function() {

        const InstallAction = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        InstallAction.prototype.file = null;
        InstallAction.prototype.archive = null;
        InstallAction.prototype.deb = null;

        let $oneOfFields;

        $Object.defineProperty(InstallAction.prototype, "action", {
            get: $util.oneOfGetter($oneOfFields = ["file", "archive", "deb"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        InstallAction.create = function(properties) {
            return new InstallAction(properties);
        };

        InstallAction.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.file != null && $Object.hasOwnProperty.call(message, "file"))
                $root.patchmesh.FileAction.encode(message.file, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.archive != null && $Object.hasOwnProperty.call(message, "archive"))
                $root.patchmesh.ArchiveAction.encode(message.archive, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.deb != null && $Object.hasOwnProperty.call(message, "deb"))
                $root.patchmesh.DebAction.encode(message.deb, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        InstallAction.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.InstallAction();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.file = $root.patchmesh.FileAction.decode(reader, reader.size(), $undefined, _depth + 1, message.file);
                        message.action = "file";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.archive = $root.patchmesh.ArchiveAction.decode(reader, reader.size(), $undefined, _depth + 1, message.archive);
                        message.action = "archive";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.deb = $root.patchmesh.DebAction.decode(reader, reader.size(), $undefined, _depth + 1, message.deb);
                        message.action = "deb";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        InstallAction.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.InstallAction)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.InstallAction: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.InstallAction();
            if (object.file != null) {
                if (!$util.isObject(object.file))
                    throw $TypeError(".patchmesh.InstallAction.file: object expected");
                message.file = $root.patchmesh.FileAction.fromObject(object.file, _depth + 1);
            }
            if (object.archive != null) {
                if (!$util.isObject(object.archive))
                    throw $TypeError(".patchmesh.InstallAction.archive: object expected");
                message.archive = $root.patchmesh.ArchiveAction.fromObject(object.archive, _depth + 1);
            }
            if (object.deb != null) {
                if (!$util.isObject(object.deb))
                    throw $TypeError(".patchmesh.InstallAction.deb: object expected");
                message.deb = $root.patchmesh.DebAction.fromObject(object.deb, _depth + 1);
            }
            return message;
        };

        InstallAction.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (message.file != null && $Object.hasOwnProperty.call(message, "file")) {
                object.file = $root.patchmesh.FileAction.toObject(message.file, options, _depth + 1);
                if (options.oneofs)
                    object.action = "file";
            }
            if (message.archive != null && $Object.hasOwnProperty.call(message, "archive")) {
                object.archive = $root.patchmesh.ArchiveAction.toObject(message.archive, options, _depth + 1);
                if (options.oneofs)
                    object.action = "archive";
            }
            if (message.deb != null && $Object.hasOwnProperty.call(message, "deb")) {
                object.deb = $root.patchmesh.DebAction.toObject(message.deb, options, _depth + 1);
                if (options.oneofs)
                    object.action = "deb";
            }
            return object;
        };

        InstallAction.prototype.toJSON = function() {
            return InstallAction.toObject(this, $protobuf.util.toJSONOptions);
        };

        return InstallAction;
    })();

    patchmesh.FileAction = (function() {

        const FileAction = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FileAction.prototype.artifact = $util.newBuffer([]);
        FileAction.prototype.path = "";
        FileAction.prototype.mode = 0;

        FileAction.create = function(properties) {
            return new FileAction(properties);
        };

        FileAction.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact") && message.artifact.length)
                writer.uint32(10).bytes(message.artifact);
            if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                writer.uint32(18).string(message.path);
            if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                writer.uint32(24).uint32(message.mode);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FileAction.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.FileAction();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.artifact = value;
                        else
                            delete message.artifact;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.path = value;
                        else
                            delete message.path;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.mode = value;
                        else
                            delete message.mode;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        FileAction.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.FileAction)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.FileAction: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.FileAction();
            if (object.artifact != null)
                if (object.artifact.length)
                    if (typeof object.artifact === "string")
                        $util.base64.decode(object.artifact, message.artifact = $util.newBuffer($util.base64.length(object.artifact)), 0);
                    else if (object.artifact.length >= 0)
                        message.artifact = object.artifact;
            if (object.path != null)
                if (typeof object.path !== "string" || object.path.length)
                    message.path = $String(object.path);
            if (object.mode != null)
                if ($Number(object.mode) !== 0)
                    message.mode = object.mode >>> 0;
            return message;
        };

        FileAction.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.artifact = "";
                else {
                    object.artifact = [];
                    if (options.bytes !== $Array)
                        object.artifact = $util.newBuffer(object.artifact);
                }
                object.path = "";
                object.mode = 0;
            }
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                object.artifact = options.bytes === $String ? $util.base64.encode(message.artifact, 0, message.artifact.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.artifact) : message.artifact;
            if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                object.path = message.path;
            if (message.mode != null && $Object.hasOwnProperty.call(message, "mode"))
                object.mode = message.mode;
            return object;
        };

        FileAction.prototype.toJSON = function() {
            return FileAction.toObject(this, $protobuf.util.toJSONOptions);
        };

        return FileAction;
    })();

    patchmesh.ArchiveAction = (function() {

        const ArchiveAction = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ArchiveAction.prototype.artifact = $util.newBuffer([]);
        ArchiveAction.prototype.prefix = "";

        ArchiveAction.create = function(properties) {
            return new ArchiveAction(properties);
        };

        ArchiveAction.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact") && message.artifact.length)
                writer.uint32(10).bytes(message.artifact);
            if (message.prefix != null && $Object.hasOwnProperty.call(message, "prefix") && message.prefix !== "")
                writer.uint32(18).string(message.prefix);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ArchiveAction.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.ArchiveAction();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.artifact = value;
                        else
                            delete message.artifact;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.prefix = value;
                        else
                            delete message.prefix;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ArchiveAction.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.ArchiveAction)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.ArchiveAction: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.ArchiveAction();
            if (object.artifact != null)
                if (object.artifact.length)
                    if (typeof object.artifact === "string")
                        $util.base64.decode(object.artifact, message.artifact = $util.newBuffer($util.base64.length(object.artifact)), 0);
                    else if (object.artifact.length >= 0)
                        message.artifact = object.artifact;
            if (object.prefix != null)
                if (typeof object.prefix !== "string" || object.prefix.length)
                    message.prefix = $String(object.prefix);
            return message;
        };

        ArchiveAction.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.artifact = "";
                else {
                    object.artifact = [];
                    if (options.bytes !== $Array)
                        object.artifact = $util.newBuffer(object.artifact);
                }
                object.prefix = "";
            }
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                object.artifact = options.bytes === $String ? $util.base64.encode(message.artifact, 0, message.artifact.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.artifact) : message.artifact;
            if (message.prefix != null && $Object.hasOwnProperty.call(message, "prefix"))
                object.prefix = message.prefix;
            return object;
        };

        ArchiveAction.prototype.toJSON = function() {
            return ArchiveAction.toObject(this, $protobuf.util.toJSONOptions);
        };

        return ArchiveAction;
    })();

    patchmesh.DebAction = (function() {

        const DebAction = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        DebAction.create = function(properties) {
            return new DebAction(properties);
        };

        DebAction.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        DebAction.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.DebAction();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        DebAction.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.DebAction)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.DebAction: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            return new $root.patchmesh.DebAction();
        };

        DebAction.toObject = function () {
            return {};
        };

        DebAction.prototype.toJSON = function() {
            return DebAction.toObject(this, $protobuf.util.toJSONOptions);
        };

        return DebAction;
    })();

    patchmesh.DetectionRule = (function() {

        const DetectionRule = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        DetectionRule.prototype.fileExists = null;
        DetectionRule.prototype.fileSha256 = null;
        DetectionRule.prototype.versionLine = null;
        DetectionRule.prototype.deb = null;

        let $oneOfFields;

        $Object.defineProperty(DetectionRule.prototype, "rule", {
            get: $util.oneOfGetter($oneOfFields = ["fileExists", "fileSha256", "versionLine", "deb"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        DetectionRule.create = function(properties) {
            return new DetectionRule(properties);
        };

        DetectionRule.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.fileExists != null && $Object.hasOwnProperty.call(message, "fileExists"))
                $root.patchmesh.FileExistsRule.encode(message.fileExists, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.fileSha256 != null && $Object.hasOwnProperty.call(message, "fileSha256"))
                $root.patchmesh.FileSha256Rule.encode(message.fileSha256, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.versionLine != null && $Object.hasOwnProperty.call(message, "versionLine"))
                $root.patchmesh.VersionLineRule.encode(message.versionLine, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.deb != null && $Object.hasOwnProperty.call(message, "deb"))
                $root.patchmesh.DebRule.encode(message.deb, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        DetectionRule.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.DetectionRule();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.fileExists = $root.patchmesh.FileExistsRule.decode(reader, reader.size(), $undefined, _depth + 1, message.fileExists);
                        message.rule = "fileExists";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.fileSha256 = $root.patchmesh.FileSha256Rule.decode(reader, reader.size(), $undefined, _depth + 1, message.fileSha256);
                        message.rule = "fileSha256";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.versionLine = $root.patchmesh.VersionLineRule.decode(reader, reader.size(), $undefined, _depth + 1, message.versionLine);
                        message.rule = "versionLine";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.deb = $root.patchmesh.DebRule.decode(reader, reader.size(), $undefined, _depth + 1, message.deb);
                        message.rule = "deb";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        DetectionRule.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.DetectionRule)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.DetectionRule: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.DetectionRule();
            if (object.fileExists != null) {
                if (!$util.isObject(object.fileExists))
                    throw $TypeError(".patchmesh.DetectionRule.fileExists: object expected");
                message.fileExists = $root.patchmesh.FileExistsRule.fromObject(object.fileExists, _depth + 1);
            }
            if (object.fileSha256 != null) {
                if (!$util.isObject(object.fileSha256))
                    throw $TypeError(".patchmesh.DetectionRule.fileSha256: object expected");
                message.fileSha256 = $root.patchmesh.FileSha256Rule.fromObject(object.fileSha256, _depth + 1);
            }
            if (object.versionLine != null) {
                if (!$util.isObject(object.versionLine))
                    throw $TypeError(".patchmesh.DetectionRule.versionLine: object expected");
                message.versionLine = $root.patchmesh.VersionLineRule.fromObject(object.versionLine, _depth + 1);
            }
            if (object.deb != null) {
                if (!$util.isObject(object.deb))
                    throw $TypeError(".patchmesh.DetectionRule.deb: object expected");
                message.deb = $root.patchmesh.DebRule.fromObject(object.deb, _depth + 1);
            }
            return message;
        };

        DetectionRule.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (message.fileExists != null && $Object.hasOwnProperty.call(message, "fileExists")) {
                object.fileExists = $root.patchmesh.FileExistsRule.toObject(message.fileExists, options, _depth + 1);
                if (options.oneofs)
                    object.rule = "fileExists";
            }
            if (message.fileSha256 != null && $Object.hasOwnProperty.call(message, "fileSha256")) {
                object.fileSha256 = $root.patchmesh.FileSha256Rule.toObject(message.fileSha256, options, _depth + 1);
                if (options.oneofs)
                    object.rule = "fileSha256";
            }
            if (message.versionLine != null && $Object.hasOwnProperty.call(message, "versionLine")) {
                object.versionLine = $root.patchmesh.VersionLineRule.toObject(message.versionLine, options, _depth + 1);
                if (options.oneofs)
                    object.rule = "versionLine";
            }
            if (message.deb != null && $Object.hasOwnProperty.call(message, "deb")) {
                object.deb = $root.patchmesh.DebRule.toObject(message.deb, options, _depth + 1);
                if (options.oneofs)
                    object.rule = "deb";
            }
            return object;
        };

        DetectionRule.prototype.toJSON = function() {
            return DetectionRule.toObject(this, $protobuf.util.toJSONOptions);
        };

        return DetectionRule;
    })();

    patchmesh.FileExistsRule = (function() {

        const FileExistsRule = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FileExistsRule.prototype.path = "";

        FileExistsRule.create = function(properties) {
            return new FileExistsRule(properties);
        };

        FileExistsRule.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                writer.uint32(10).string(message.path);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FileExistsRule.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.FileExistsRule();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.path = value;
                        else
                            delete message.path;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        FileExistsRule.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.FileExistsRule)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.FileExistsRule: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.FileExistsRule();
            if (object.path != null)
                if (typeof object.path !== "string" || object.path.length)
                    message.path = $String(object.path);
            return message;
        };

        FileExistsRule.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults)
                object.path = "";
            if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                object.path = message.path;
            return object;
        };

        FileExistsRule.prototype.toJSON = function() {
            return FileExistsRule.toObject(this, $protobuf.util.toJSONOptions);
        };

        return FileExistsRule;
    })();

    patchmesh.FileSha256Rule = (function() {

        const FileSha256Rule = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FileSha256Rule.prototype.path = "";
        FileSha256Rule.prototype.digest = $util.newBuffer([]);

        FileSha256Rule.create = function(properties) {
            return new FileSha256Rule(properties);
        };

        FileSha256Rule.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                writer.uint32(10).string(message.path);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(18).bytes(message.digest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FileSha256Rule.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.FileSha256Rule();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.path = value;
                        else
                            delete message.path;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        FileSha256Rule.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.FileSha256Rule)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.FileSha256Rule: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.FileSha256Rule();
            if (object.path != null)
                if (typeof object.path !== "string" || object.path.length)
                    message.path = $String(object.path);
            if (object.digest != null)
                if (object.digest.length)
                    if (typeof object.digest === "string")
                        $util.base64.decode(object.digest, message.digest = $util.newBuffer($util.base64.length(object.digest)), 0);
                    else if (object.digest.length >= 0)
                        message.digest = object.digest;
            return message;
        };

        FileSha256Rule.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.path = "";
                if (options.bytes === $String)
                    object.digest = "";
                else {
                    object.digest = [];
                    if (options.bytes !== $Array)
                        object.digest = $util.newBuffer(object.digest);
                }
            }
            if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                object.path = message.path;
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest"))
                object.digest = options.bytes === $String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.digest) : message.digest;
            return object;
        };

        FileSha256Rule.prototype.toJSON = function() {
            return FileSha256Rule.toObject(this, $protobuf.util.toJSONOptions);
        };

        return FileSha256Rule;
    })();

    patchmesh.VersionLineRule = (function() {

        const VersionLineRule = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        VersionLineRule.prototype.path = "";
        VersionLineRule.prototype.prefix = "";
        VersionLineRule.prototype.version = "";
        VersionLineRule.prototype.scheme = "";

        VersionLineRule.create = function(properties) {
            return new VersionLineRule(properties);
        };

        VersionLineRule.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                writer.uint32(10).string(message.path);
            if (message.prefix != null && $Object.hasOwnProperty.call(message, "prefix") && message.prefix !== "")
                writer.uint32(18).string(message.prefix);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(26).string(message.version);
            if (message.scheme != null && $Object.hasOwnProperty.call(message, "scheme") && message.scheme !== "")
                writer.uint32(34).string(message.scheme);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        VersionLineRule.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.VersionLineRule();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.path = value;
                        else
                            delete message.path;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.prefix = value;
                        else
                            delete message.prefix;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.scheme = value;
                        else
                            delete message.scheme;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        VersionLineRule.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.VersionLineRule)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.VersionLineRule: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.VersionLineRule();
            if (object.path != null)
                if (typeof object.path !== "string" || object.path.length)
                    message.path = $String(object.path);
            if (object.prefix != null)
                if (typeof object.prefix !== "string" || object.prefix.length)
                    message.prefix = $String(object.prefix);
            if (object.version != null)
                if (typeof object.version !== "string" || object.version.length)
                    message.version = $String(object.version);
            if (object.scheme != null)
                if (typeof object.scheme !== "string" || object.scheme.length)
                    message.scheme = $String(object.scheme);
            return message;
        };

        VersionLineRule.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.path = "";
                object.prefix = "";
                object.version = "";
                object.scheme = "";
            }
            if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                object.path = message.path;
            if (message.prefix != null && $Object.hasOwnProperty.call(message, "prefix"))
                object.prefix = message.prefix;
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                object.version = message.version;
            if (message.scheme != null && $Object.hasOwnProperty.call(message, "scheme"))
                object.scheme = message.scheme;
            return object;
        };

        VersionLineRule.prototype.toJSON = function() {
            return VersionLineRule.toObject(this, $protobuf.util.toJSONOptions);
        };

        return VersionLineRule;
    })();

    patchmesh.DebRule = (function() {

        const DebRule = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        DebRule.create = function(properties) {
            return new DebRule(properties);
        };

        DebRule.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        DebRule.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.DebRule();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        DebRule.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.DebRule)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.DebRule: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            return new $root.patchmesh.DebRule();
        };

        DebRule.toObject = function () {
            return {};
        };

        DebRule.prototype.toJSON = function() {
            return DebRule.toObject(this, $protobuf.util.toJSONOptions);
        };

        return DebRule;
    })();

    patchmesh.Proof = (function() {

        const Proof = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Proof.prototype.feed = "";
        Proof.prototype.apt = null;

        Proof.create = function(properties) {
            return new Proof(properties);
        };

        Proof.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.feed != null && $Object.hasOwnProperty.call(message, "feed") && message.feed !== "")
                writer.uint32(10).string(message.feed);
            if (message.apt != null && $Object.hasOwnProperty.call(message, "apt"))
                $root.patchmesh.AptProof.encode(message.apt, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Proof.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Proof();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.feed = value;
                        else
                            delete message.feed;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.apt = $root.patchmesh.AptProof.decode(reader, reader.size(), $undefined, _depth + 1, message.apt);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Proof.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Proof)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Proof: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Proof();
            if (object.feed != null)
                if (typeof object.feed !== "string" || object.feed.length)
                    message.feed = $String(object.feed);
            if (object.apt != null) {
                if (!$util.isObject(object.apt))
                    throw $TypeError(".patchmesh.Proof.apt: object expected");
                message.apt = $root.patchmesh.AptProof.fromObject(object.apt, _depth + 1);
            }
            return message;
        };

        Proof.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.feed = "";
                object.apt = null;
            }
            if (message.feed != null && $Object.hasOwnProperty.call(message, "feed"))
                object.feed = message.feed;
            if (message.apt != null && $Object.hasOwnProperty.call(message, "apt"))
                object.apt = $root.patchmesh.AptProof.toObject(message.apt, options, _depth + 1);
            return object;
        };

        Proof.prototype.toJSON = function() {
            return Proof.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Proof;
    })();

    patchmesh.AptProof = (function() {

        const AptProof = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        AptProof.prototype.inReleaseDigest = $util.newBuffer([]);
        AptProof.prototype.suite = "";
        AptProof.prototype.component = "";
        AptProof.prototype.architecture = "";
        AptProof.prototype.indexPath = "";
        AptProof.prototype.indexDigest = $util.newBuffer([]);

        AptProof.create = function(properties) {
            return new AptProof(properties);
        };

        AptProof.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.inReleaseDigest != null && $Object.hasOwnProperty.call(message, "inReleaseDigest") && message.inReleaseDigest.length)
                writer.uint32(10).bytes(message.inReleaseDigest);
            if (message.suite != null && $Object.hasOwnProperty.call(message, "suite") && message.suite !== "")
                writer.uint32(18).string(message.suite);
            if (message.component != null && $Object.hasOwnProperty.call(message, "component") && message.component !== "")
                writer.uint32(26).string(message.component);
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture") && message.architecture !== "")
                writer.uint32(34).string(message.architecture);
            if (message.indexPath != null && $Object.hasOwnProperty.call(message, "indexPath") && message.indexPath !== "")
                writer.uint32(42).string(message.indexPath);
            if (message.indexDigest != null && $Object.hasOwnProperty.call(message, "indexDigest") && message.indexDigest.length)
                writer.uint32(50).bytes(message.indexDigest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        AptProof.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.AptProof();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.inReleaseDigest = value;
                        else
                            delete message.inReleaseDigest;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.suite = value;
                        else
                            delete message.suite;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.component = value;
                        else
                            delete message.component;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.architecture = value;
                        else
                            delete message.architecture;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.indexPath = value;
                        else
                            delete message.indexPath;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.indexDigest = value;
                        else
                            delete message.indexDigest;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        AptProof.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.AptProof)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.AptProof: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.AptProof();
            if (object.inReleaseDigest != null)
                if (object.inReleaseDigest.length)
                    if (typeof object.inReleaseDigest === "string")
                        $util.base64.decode(object.inReleaseDigest, message.inReleaseDigest = $util.newBuffer($util.base64.length(object.inReleaseDigest)), 0);
                    else if (object.inReleaseDigest.length >= 0)
                        message.inReleaseDigest = object.inReleaseDigest;
            if (object.suite != null)
                if (typeof object.suite !== "string" || object.suite.length)
                    message.suite = $String(object.suite);
            if (object.component != null)
                if (typeof object.component !== "string" || object.component.length)
                    message.component = $String(object.component);
            if (object.architecture != null)
                if (typeof object.architecture !== "string" || object.architecture.length)
                    message.architecture = $String(object.architecture);
            if (object.indexPath != null)
                if (typeof object.indexPath !== "string" || object.indexPath.length)
                    message.indexPath = $String(object.indexPath);
            if (object.indexDigest != null)
                if (object.indexDigest.length)
                    if (typeof object.indexDigest === "string")
                        $util.base64.decode(object.indexDigest, message.indexDigest = $util.newBuffer($util.base64.length(object.indexDigest)), 0);
                    else if (object.indexDigest.length >= 0)
                        message.indexDigest = object.indexDigest;
            return message;
        };

        AptProof.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.inReleaseDigest = "";
                else {
                    object.inReleaseDigest = [];
                    if (options.bytes !== $Array)
                        object.inReleaseDigest = $util.newBuffer(object.inReleaseDigest);
                }
                object.suite = "";
                object.component = "";
                object.architecture = "";
                object.indexPath = "";
                if (options.bytes === $String)
                    object.indexDigest = "";
                else {
                    object.indexDigest = [];
                    if (options.bytes !== $Array)
                        object.indexDigest = $util.newBuffer(object.indexDigest);
                }
            }
            if (message.inReleaseDigest != null && $Object.hasOwnProperty.call(message, "inReleaseDigest"))
                object.inReleaseDigest = options.bytes === $String ? $util.base64.encode(message.inReleaseDigest, 0, message.inReleaseDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.inReleaseDigest) : message.inReleaseDigest;
            if (message.suite != null && $Object.hasOwnProperty.call(message, "suite"))
                object.suite = message.suite;
            if (message.component != null && $Object.hasOwnProperty.call(message, "component"))
                object.component = message.component;
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture"))
                object.architecture = message.architecture;
            if (message.indexPath != null && $Object.hasOwnProperty.call(message, "indexPath"))
                object.indexPath = message.indexPath;
            if (message.indexDigest != null && $Object.hasOwnProperty.call(message, "indexDigest"))
                object.indexDigest = options.bytes === $String ? $util.base64.encode(message.indexDigest, 0, message.indexDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.indexDigest) : message.indexDigest;
            return object;
        };

        AptProof.prototype.toJSON = function() {
            return AptProof.toObject(this, $protobuf.util.toJSONOptions);
        };

        return AptProof;
    })();

    patchmesh.PieceList = (function() {

        const PieceList = function (properties) {
            this.sources = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        PieceList.prototype.header = null;
        PieceList.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        PieceList.prototype.pieceBytes = 0;
        PieceList.prototype.hashes = $util.newBuffer([]);
        PieceList.prototype.sources = $util.emptyArray;

        PieceList.create = function(properties) {
            return new PieceList(properties);
        };

        PieceList.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                writer.uint32(16).uint64(message.sizeBytes);
            if (message.pieceBytes != null && $Object.hasOwnProperty.call(message, "pieceBytes") && message.pieceBytes !== 0)
                writer.uint32(24).uint32(message.pieceBytes);
            if (message.hashes != null && $Object.hasOwnProperty.call(message, "hashes") && message.hashes.length)
                writer.uint32(34).bytes(message.hashes);
            if (message.sources != null && message.sources.length)
                for (let i = 0; i < message.sources.length; ++i)
                    writer.uint32(42).string(message.sources[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        PieceList.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.PieceList();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sizeBytes = value;
                        else
                            delete message.sizeBytes;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.pieceBytes = value;
                        else
                            delete message.pieceBytes;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.hashes = value;
                        else
                            delete message.hashes;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.sources && message.sources.length))
                            message.sources = [];
                        message.sources.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        PieceList.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.PieceList)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.PieceList: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.PieceList();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.PieceList.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.sizeBytes != null)
                if (typeof object.sizeBytes === "object" ? object.sizeBytes.low || object.sizeBytes.high : $Number(object.sizeBytes) !== 0)
                    if ($util.Long)
                        message.sizeBytes = $util.Long.fromValue(object.sizeBytes, true);
                    else if (typeof object.sizeBytes === "string")
                        message.sizeBytes = $parseInt(object.sizeBytes, 10);
                    else if (typeof object.sizeBytes === "number")
                        message.sizeBytes = object.sizeBytes;
                    else if (typeof object.sizeBytes === "object")
                        message.sizeBytes = new $util.LongBits(object.sizeBytes.low >>> 0, object.sizeBytes.high >>> 0).toNumber(true);
            if (object.pieceBytes != null)
                if ($Number(object.pieceBytes) !== 0)
                    message.pieceBytes = object.pieceBytes >>> 0;
            if (object.hashes != null)
                if (object.hashes.length)
                    if (typeof object.hashes === "string")
                        $util.base64.decode(object.hashes, message.hashes = $util.newBuffer($util.base64.length(object.hashes)), 0);
                    else if (object.hashes.length >= 0)
                        message.hashes = object.hashes;
            if (object.sources) {
                if (!$Array.isArray(object.sources))
                    throw $TypeError(".patchmesh.PieceList.sources: array expected");
                message.sources = $Array(object.sources.length);
                for (let i = 0; i < object.sources.length; ++i)
                    message.sources[i] = $String(object.sources[i]);
            }
            return message;
        };

        PieceList.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.sources = [];
            if (options.defaults) {
                object.header = null;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.sizeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.sizeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.pieceBytes = 0;
                if (options.bytes === $String)
                    object.hashes = "";
                else {
                    object.hashes = [];
                    if (options.bytes !== $Array)
                        object.hashes = $util.newBuffer(object.hashes);
                }
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.sizeBytes = typeof message.sizeBytes === "number" ? $BigInt(message.sizeBytes) : $util.Long.fromBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0, true).toBigInt();
                else if (typeof message.sizeBytes === "number")
                    object.sizeBytes = options.longs === $String ? $String(message.sizeBytes) : message.sizeBytes;
                else
                    object.sizeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.sizeBytes) : options.longs === $Number ? new $util.LongBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0).toNumber(true) : message.sizeBytes;
            if (message.pieceBytes != null && $Object.hasOwnProperty.call(message, "pieceBytes"))
                object.pieceBytes = message.pieceBytes;
            if (message.hashes != null && $Object.hasOwnProperty.call(message, "hashes"))
                object.hashes = options.bytes === $String ? $util.base64.encode(message.hashes, 0, message.hashes.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.hashes) : message.hashes;
            if (message.sources && message.sources.length) {
                object.sources = $Array(message.sources.length);
                for (let j = 0; j < message.sources.length; ++j)
                    object.sources[j] = message.sources[j];
            }
            return object;
        };

        PieceList.prototype.toJSON = function() {
            return PieceList.toObject(this, $protobuf.util.toJSONOptions);
        };

        return PieceList;
    })();

    patchmesh.Approval = (function() {

        const Approval = function (properties) {
            this.manifests = [];
            this.sites = [];
            this.groups = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Approval.prototype.header = null;
        Approval.prototype.decision = "";
        Approval.prototype.manifests = $util.emptyArray;
        Approval.prototype.severity = "";
        Approval.prototype.reason = "";
        Approval.prototype.sites = $util.emptyArray;
        Approval.prototype.groups = $util.emptyArray;

        Approval.create = function(properties) {
            return new Approval(properties);
        };

        Approval.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.decision != null && $Object.hasOwnProperty.call(message, "decision") && message.decision !== "")
                writer.uint32(18).string(message.decision);
            if (message.manifests != null && message.manifests.length)
                for (let i = 0; i < message.manifests.length; ++i)
                    writer.uint32(26).bytes(message.manifests[i]);
            if (message.severity != null && $Object.hasOwnProperty.call(message, "severity") && message.severity !== "")
                writer.uint32(34).string(message.severity);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(42).string(message.reason);
            if (message.sites != null && message.sites.length)
                for (let i = 0; i < message.sites.length; ++i)
                    writer.uint32(50).string(message.sites[i]);
            if (message.groups != null && message.groups.length)
                for (let i = 0; i < message.groups.length; ++i)
                    writer.uint32(58).string(message.groups[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Approval.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Approval();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.decision = value;
                        else
                            delete message.decision;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.manifests && message.manifests.length))
                            message.manifests = [];
                        message.manifests.push(reader.bytes());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.severity = value;
                        else
                            delete message.severity;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.sites && message.sites.length))
                            message.sites = [];
                        message.sites.push(reader.stringVerify());
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.groups && message.groups.length))
                            message.groups = [];
                        message.groups.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Approval.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Approval)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Approval: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Approval();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Approval.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.decision != null)
                if (typeof object.decision !== "string" || object.decision.length)
                    message.decision = $String(object.decision);
            if (object.manifests) {
                if (!$Array.isArray(object.manifests))
                    throw $TypeError(".patchmesh.Approval.manifests: array expected");
                message.manifests = $Array(object.manifests.length);
                for (let i = 0; i < object.manifests.length; ++i)
                    if (typeof object.manifests[i] === "string")
                        $util.base64.decode(object.manifests[i], message.manifests[i] = $util.newBuffer($util.base64.length(object.manifests[i])), 0);
                    else if (object.manifests[i].length >= 0)
                        message.manifests[i] = object.manifests[i];
            }
            if (object.severity != null)
                if (typeof object.severity !== "string" || object.severity.length)
                    message.severity = $String(object.severity);
            if (object.reason != null)
                if (typeof object.reason !== "string" || object.reason.length)
                    message.reason = $String(object.reason);
            if (object.sites) {
                if (!$Array.isArray(object.sites))
                    throw $TypeError(".patchmesh.Approval.sites: array expected");
                message.sites = $Array(object.sites.length);
                for (let i = 0; i < object.sites.length; ++i)
                    message.sites[i] = $String(object.sites[i]);
            }
            if (object.groups) {
                if (!$Array.isArray(object.groups))
                    throw $TypeError(".patchmesh.Approval.groups: array expected");
                message.groups = $Array(object.groups.length);
                for (let i = 0; i < object.groups.length; ++i)
                    message.groups[i] = $String(object.groups[i]);
            }
            return message;
        };

        Approval.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.manifests = [];
                object.sites = [];
                object.groups = [];
            }
            if (options.defaults) {
                object.header = null;
                object.decision = "";
                object.severity = "";
                object.reason = "";
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.decision != null && $Object.hasOwnProperty.call(message, "decision"))
                object.decision = message.decision;
            if (message.manifests && message.manifests.length) {
                object.manifests = $Array(message.manifests.length);
                for (let j = 0; j < message.manifests.length; ++j)
                    object.manifests[j] = options.bytes === $String ? $util.base64.encode(message.manifests[j], 0, message.manifests[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.manifests[j]) : message.manifests[j];
            }
            if (message.severity != null && $Object.hasOwnProperty.call(message, "severity"))
                object.severity = message.severity;
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                object.reason = message.reason;
            if (message.sites && message.sites.length) {
                object.sites = $Array(message.sites.length);
                for (let j = 0; j < message.sites.length; ++j)
                    object.sites[j] = message.sites[j];
            }
            if (message.groups && message.groups.length) {
                object.groups = $Array(message.groups.length);
                for (let j = 0; j < message.groups.length; ++j)
                    object.groups[j] = message.groups[j];
            }
            return object;
        };

        Approval.prototype.toJSON = function() {
            return Approval.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Approval;
    })();

    patchmesh.Schedule = (function() {

        const Schedule = function (properties) {
            this.patches = [];
            this.rings = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Schedule.prototype.header = null;
        Schedule.prototype.patches = $util.emptyArray;
        Schedule.prototype.targets = null;
        Schedule.prototype.startAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Schedule.prototype.window = null;
        Schedule.prototype.deadline = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Schedule.prototype.reboot = "";
        Schedule.prototype.rings = $util.emptyArray;
        Schedule.prototype.emergency = false;
        Schedule.prototype.priority = 0;

        Schedule.create = function(properties) {
            return new Schedule(properties);
        };

        Schedule.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.patches != null && message.patches.length)
                for (let i = 0; i < message.patches.length; ++i)
                    $root.patchmesh.ScheduledPatch.encode(message.patches[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.targets != null && $Object.hasOwnProperty.call(message, "targets"))
                $root.patchmesh.Targets.encode(message.targets, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.startAt != null && $Object.hasOwnProperty.call(message, "startAt") && (typeof message.startAt === "object" ? message.startAt.low || message.startAt.high : message.startAt !== 0))
                writer.uint32(32).uint64(message.startAt);
            if (message.window != null && $Object.hasOwnProperty.call(message, "window"))
                $root.patchmesh.Window.encode(message.window, writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.deadline != null && $Object.hasOwnProperty.call(message, "deadline") && (typeof message.deadline === "object" ? message.deadline.low || message.deadline.high : message.deadline !== 0))
                writer.uint32(48).uint64(message.deadline);
            if (message.reboot != null && $Object.hasOwnProperty.call(message, "reboot") && message.reboot !== "")
                writer.uint32(58).string(message.reboot);
            if (message.rings != null && message.rings.length)
                for (let i = 0; i < message.rings.length; ++i)
                    $root.patchmesh.Ring.encode(message.rings[i], writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.emergency != null && $Object.hasOwnProperty.call(message, "emergency") && message.emergency !== false)
                writer.uint32(72).bool(message.emergency);
            if (message.priority != null && $Object.hasOwnProperty.call(message, "priority") && message.priority !== 0)
                writer.uint32(80).uint32(message.priority);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Schedule.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Schedule();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.patches && message.patches.length))
                            message.patches = [];
                        message.patches.push($root.patchmesh.ScheduledPatch.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.targets = $root.patchmesh.Targets.decode(reader, reader.size(), $undefined, _depth + 1, message.targets);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.startAt = value;
                        else
                            delete message.startAt;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.window = $root.patchmesh.Window.decode(reader, reader.size(), $undefined, _depth + 1, message.window);
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.deadline = value;
                        else
                            delete message.deadline;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reboot = value;
                        else
                            delete message.reboot;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.rings && message.rings.length))
                            message.rings = [];
                        message.rings.push($root.patchmesh.Ring.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.emergency = value;
                        else
                            delete message.emergency;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.priority = value;
                        else
                            delete message.priority;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Schedule.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Schedule)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Schedule: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Schedule();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Schedule.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.patches) {
                if (!$Array.isArray(object.patches))
                    throw $TypeError(".patchmesh.Schedule.patches: array expected");
                message.patches = $Array(object.patches.length);
                for (let i = 0; i < object.patches.length; ++i) {
                    if (!$util.isObject(object.patches[i]))
                        throw $TypeError(".patchmesh.Schedule.patches: object expected");
                    message.patches[i] = $root.patchmesh.ScheduledPatch.fromObject(object.patches[i], _depth + 1);
                }
            }
            if (object.targets != null) {
                if (!$util.isObject(object.targets))
                    throw $TypeError(".patchmesh.Schedule.targets: object expected");
                message.targets = $root.patchmesh.Targets.fromObject(object.targets, _depth + 1);
            }
            if (object.startAt != null)
                if (typeof object.startAt === "object" ? object.startAt.low || object.startAt.high : $Number(object.startAt) !== 0)
                    if ($util.Long)
                        message.startAt = $util.Long.fromValue(object.startAt, true);
                    else if (typeof object.startAt === "string")
                        message.startAt = $parseInt(object.startAt, 10);
                    else if (typeof object.startAt === "number")
                        message.startAt = object.startAt;
                    else if (typeof object.startAt === "object")
                        message.startAt = new $util.LongBits(object.startAt.low >>> 0, object.startAt.high >>> 0).toNumber(true);
            if (object.window != null) {
                if (!$util.isObject(object.window))
                    throw $TypeError(".patchmesh.Schedule.window: object expected");
                message.window = $root.patchmesh.Window.fromObject(object.window, _depth + 1);
            }
            if (object.deadline != null)
                if (typeof object.deadline === "object" ? object.deadline.low || object.deadline.high : $Number(object.deadline) !== 0)
                    if ($util.Long)
                        message.deadline = $util.Long.fromValue(object.deadline, true);
                    else if (typeof object.deadline === "string")
                        message.deadline = $parseInt(object.deadline, 10);
                    else if (typeof object.deadline === "number")
                        message.deadline = object.deadline;
                    else if (typeof object.deadline === "object")
                        message.deadline = new $util.LongBits(object.deadline.low >>> 0, object.deadline.high >>> 0).toNumber(true);
            if (object.reboot != null)
                if (typeof object.reboot !== "string" || object.reboot.length)
                    message.reboot = $String(object.reboot);
            if (object.rings) {
                if (!$Array.isArray(object.rings))
                    throw $TypeError(".patchmesh.Schedule.rings: array expected");
                message.rings = $Array(object.rings.length);
                for (let i = 0; i < object.rings.length; ++i) {
                    if (!$util.isObject(object.rings[i]))
                        throw $TypeError(".patchmesh.Schedule.rings: object expected");
                    message.rings[i] = $root.patchmesh.Ring.fromObject(object.rings[i], _depth + 1);
                }
            }
            if (object.emergency != null)
                if (object.emergency)
                    message.emergency = $Boolean(object.emergency);
            if (object.priority != null)
                if ($Number(object.priority) !== 0)
                    message.priority = object.priority >>> 0;
            return message;
        };

        Schedule.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.patches = [];
                object.rings = [];
            }
            if (options.defaults) {
                object.header = null;
                object.targets = null;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.startAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.startAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.window = null;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.deadline = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.deadline = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.reboot = "";
                object.emergency = false;
                object.priority = 0;
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.patches && message.patches.length) {
                object.patches = $Array(message.patches.length);
                for (let j = 0; j < message.patches.length; ++j)
                    object.patches[j] = $root.patchmesh.ScheduledPatch.toObject(message.patches[j], options, _depth + 1);
            }
            if (message.targets != null && $Object.hasOwnProperty.call(message, "targets"))
                object.targets = $root.patchmesh.Targets.toObject(message.targets, options, _depth + 1);
            if (message.startAt != null && $Object.hasOwnProperty.call(message, "startAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.startAt = typeof message.startAt === "number" ? $BigInt(message.startAt) : $util.Long.fromBits(message.startAt.low >>> 0, message.startAt.high >>> 0, true).toBigInt();
                else if (typeof message.startAt === "number")
                    object.startAt = options.longs === $String ? $String(message.startAt) : message.startAt;
                else
                    object.startAt = options.longs === $String ? $util.Long.prototype.toString.call(message.startAt) : options.longs === $Number ? new $util.LongBits(message.startAt.low >>> 0, message.startAt.high >>> 0).toNumber(true) : message.startAt;
            if (message.window != null && $Object.hasOwnProperty.call(message, "window"))
                object.window = $root.patchmesh.Window.toObject(message.window, options, _depth + 1);
            if (message.deadline != null && $Object.hasOwnProperty.call(message, "deadline"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.deadline = typeof message.deadline === "number" ? $BigInt(message.deadline) : $util.Long.fromBits(message.deadline.low >>> 0, message.deadline.high >>> 0, true).toBigInt();
                else if (typeof message.deadline === "number")
                    object.deadline = options.longs === $String ? $String(message.deadline) : message.deadline;
                else
                    object.deadline = options.longs === $String ? $util.Long.prototype.toString.call(message.deadline) : options.longs === $Number ? new $util.LongBits(message.deadline.low >>> 0, message.deadline.high >>> 0).toNumber(true) : message.deadline;
            if (message.reboot != null && $Object.hasOwnProperty.call(message, "reboot"))
                object.reboot = message.reboot;
            if (message.rings && message.rings.length) {
                object.rings = $Array(message.rings.length);
                for (let j = 0; j < message.rings.length; ++j)
                    object.rings[j] = $root.patchmesh.Ring.toObject(message.rings[j], options, _depth + 1);
            }
            if (message.emergency != null && $Object.hasOwnProperty.call(message, "emergency"))
                object.emergency = message.emergency;
            if (message.priority != null && $Object.hasOwnProperty.call(message, "priority"))
                object.priority = message.priority;
            return object;
        };

        Schedule.prototype.toJSON = function() {
            return Schedule.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Schedule;
    })();

    patchmesh.ScheduledPatch = (function() {

        const ScheduledPatch = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ScheduledPatch.prototype.patch = "";
        ScheduledPatch.prototype.manifest = $util.newBuffer([]);

        ScheduledPatch.create = function(properties) {
            return new ScheduledPatch(properties);
        };

        ScheduledPatch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.patch != null && $Object.hasOwnProperty.call(message, "patch") && message.patch !== "")
                writer.uint32(10).string(message.patch);
            if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest") && message.manifest.length)
                writer.uint32(18).bytes(message.manifest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ScheduledPatch.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.ScheduledPatch();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.patch = value;
                        else
                            delete message.patch;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.manifest = value;
                        else
                            delete message.manifest;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ScheduledPatch.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.ScheduledPatch)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.ScheduledPatch: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.ScheduledPatch();
            if (object.patch != null)
                if (typeof object.patch !== "string" || object.patch.length)
                    message.patch = $String(object.patch);
            if (object.manifest != null)
                if (object.manifest.length)
                    if (typeof object.manifest === "string")
                        $util.base64.decode(object.manifest, message.manifest = $util.newBuffer($util.base64.length(object.manifest)), 0);
                    else if (object.manifest.length >= 0)
                        message.manifest = object.manifest;
            return message;
        };

        ScheduledPatch.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.patch = "";
                if (options.bytes === $String)
                    object.manifest = "";
                else {
                    object.manifest = [];
                    if (options.bytes !== $Array)
                        object.manifest = $util.newBuffer(object.manifest);
                }
            }
            if (message.patch != null && $Object.hasOwnProperty.call(message, "patch"))
                object.patch = message.patch;
            if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest"))
                object.manifest = options.bytes === $String ? $util.base64.encode(message.manifest, 0, message.manifest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.manifest) : message.manifest;
            return object;
        };

        ScheduledPatch.prototype.toJSON = function() {
            return ScheduledPatch.toObject(this, $protobuf.util.toJSONOptions);
        };

        return ScheduledPatch;
    })();

    patchmesh.Targets = (function() {

        const Targets = function (properties) {
            this.sites = [];
            this.groups = [];
            this.nodes = [];
            this.rosters = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Targets.prototype.all = false;
        Targets.prototype.sites = $util.emptyArray;
        Targets.prototype.groups = $util.emptyArray;
        Targets.prototype.nodes = $util.emptyArray;
        Targets.prototype.rosters = $util.emptyArray;
        Targets.prototype.includesLaterMembers = false;
        Targets.prototype.members = $util.newBuffer([]);

        Targets.create = function(properties) {
            return new Targets(properties);
        };

        Targets.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.all != null && $Object.hasOwnProperty.call(message, "all") && message.all !== false)
                writer.uint32(8).bool(message.all);
            if (message.sites != null && message.sites.length)
                for (let i = 0; i < message.sites.length; ++i)
                    writer.uint32(18).string(message.sites[i]);
            if (message.groups != null && message.groups.length)
                for (let i = 0; i < message.groups.length; ++i)
                    writer.uint32(26).string(message.groups[i]);
            if (message.nodes != null && message.nodes.length)
                for (let i = 0; i < message.nodes.length; ++i)
                    writer.uint32(34).string(message.nodes[i]);
            if (message.rosters != null && message.rosters.length)
                for (let i = 0; i < message.rosters.length; ++i)
                    $root.patchmesh.RosterRef.encode(message.rosters[i], writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.includesLaterMembers != null && $Object.hasOwnProperty.call(message, "includesLaterMembers") && message.includesLaterMembers !== false)
                writer.uint32(48).bool(message.includesLaterMembers);
            if (message.members != null && $Object.hasOwnProperty.call(message, "members") && message.members.length)
                writer.uint32(58).bytes(message.members);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Targets.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Targets();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.all = value;
                        else
                            delete message.all;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.sites && message.sites.length))
                            message.sites = [];
                        message.sites.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.groups && message.groups.length))
                            message.groups = [];
                        message.groups.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.nodes && message.nodes.length))
                            message.nodes = [];
                        message.nodes.push(reader.stringVerify());
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.rosters && message.rosters.length))
                            message.rosters = [];
                        message.rosters.push($root.patchmesh.RosterRef.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.includesLaterMembers = value;
                        else
                            delete message.includesLaterMembers;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.members = value;
                        else
                            delete message.members;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Targets.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Targets)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Targets: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Targets();
            if (object.all != null)
                if (object.all)
                    message.all = $Boolean(object.all);
            if (object.sites) {
                if (!$Array.isArray(object.sites))
                    throw $TypeError(".patchmesh.Targets.sites: array expected");
                message.sites = $Array(object.sites.length);
                for (let i = 0; i < object.sites.length; ++i)
                    message.sites[i] = $String(object.sites[i]);
            }
            if (object.groups) {
                if (!$Array.isArray(object.groups))
                    throw $TypeError(".patchmesh.Targets.groups: array expected");
                message.groups = $Array(object.groups.length);
                for (let i = 0; i < object.groups.length; ++i)
                    message.groups[i] = $String(object.groups[i]);
            }
            if (object.nodes) {
                if (!$Array.isArray(object.nodes))
                    throw $TypeError(".patchmesh.Targets.nodes: array expected");
                message.nodes = $Array(object.nodes.length);
                for (let i = 0; i < object.nodes.length; ++i)
                    message.nodes[i] = $String(object.nodes[i]);
            }
            if (object.rosters) {
                if (!$Array.isArray(object.rosters))
                    throw $TypeError(".patchmesh.Targets.rosters: array expected");
                message.rosters = $Array(object.rosters.length);
                for (let i = 0; i < object.rosters.length; ++i) {
                    if (!$util.isObject(object.rosters[i]))
                        throw $TypeError(".patchmesh.Targets.rosters: object expected");
                    message.rosters[i] = $root.patchmesh.RosterRef.fromObject(object.rosters[i], _depth + 1);
                }
            }
            if (object.includesLaterMembers != null)
                if (object.includesLaterMembers)
                    message.includesLaterMembers = $Boolean(object.includesLaterMembers);
            if (object.members != null)
                if (object.members.length)
                    if (typeof object.members === "string")
                        $util.base64.decode(object.members, message.members = $util.newBuffer($util.base64.length(object.members)), 0);
                    else if (object.members.length >= 0)
                        message.members = object.members;
            return message;
        };

        Targets.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.sites = [];
                object.groups = [];
                object.nodes = [];
                object.rosters = [];
            }
            if (options.defaults) {
                object.all = false;
                object.includesLaterMembers = false;
                if (options.bytes === $String)
                    object.members = "";
                else {
                    object.members = [];
                    if (options.bytes !== $Array)
                        object.members = $util.newBuffer(object.members);
                }
            }
            if (message.all != null && $Object.hasOwnProperty.call(message, "all"))
                object.all = message.all;
            if (message.sites && message.sites.length) {
                object.sites = $Array(message.sites.length);
                for (let j = 0; j < message.sites.length; ++j)
                    object.sites[j] = message.sites[j];
            }
            if (message.groups && message.groups.length) {
                object.groups = $Array(message.groups.length);
                for (let j = 0; j < message.groups.length; ++j)
                    object.groups[j] = message.groups[j];
            }
            if (message.nodes && message.nodes.length) {
                object.nodes = $Array(message.nodes.length);
                for (let j = 0; j < message.nodes.length; ++j)
                    object.nodes[j] = message.nodes[j];
            }
            if (message.rosters && message.rosters.length) {
                object.rosters = $Array(message.rosters.length);
                for (let j = 0; j < message.rosters.length; ++j)
                    object.rosters[j] = $root.patchmesh.RosterRef.toObject(message.rosters[j], options, _depth + 1);
            }
            if (message.includesLaterMembers != null && $Object.hasOwnProperty.call(message, "includesLaterMembers"))
                object.includesLaterMembers = message.includesLaterMembers;
            if (message.members != null && $Object.hasOwnProperty.call(message, "members"))
                object.members = options.bytes === $String ? $util.base64.encode(message.members, 0, message.members.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.members) : message.members;
            return object;
        };

        Targets.prototype.toJSON = function() {
            return Targets.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Targets;
    })();

    patchmesh.RosterRef = (function() {

        const RosterRef = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RosterRef.prototype.site = "";
        RosterRef.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        RosterRef.prototype.digest = $util.newBuffer([]);

        RosterRef.create = function(properties) {
            return new RosterRef(properties);
        };

        RosterRef.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                writer.uint32(10).string(message.site);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                writer.uint32(16).uint64(message.version);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(26).bytes(message.digest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RosterRef.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.RosterRef();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.site = value;
                        else
                            delete message.site;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        RosterRef.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.RosterRef)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.RosterRef: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.RosterRef();
            if (object.site != null)
                if (typeof object.site !== "string" || object.site.length)
                    message.site = $String(object.site);
            if (object.version != null)
                if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                    if ($util.Long)
                        message.version = $util.Long.fromValue(object.version, true);
                    else if (typeof object.version === "string")
                        message.version = $parseInt(object.version, 10);
                    else if (typeof object.version === "number")
                        message.version = object.version;
                    else if (typeof object.version === "object")
                        message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
            if (object.digest != null)
                if (object.digest.length)
                    if (typeof object.digest === "string")
                        $util.base64.decode(object.digest, message.digest = $util.newBuffer($util.base64.length(object.digest)), 0);
                    else if (object.digest.length >= 0)
                        message.digest = object.digest;
            return message;
        };

        RosterRef.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.site = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (options.bytes === $String)
                    object.digest = "";
                else {
                    object.digest = [];
                    if (options.bytes !== $Array)
                        object.digest = $util.newBuffer(object.digest);
                }
            }
            if (message.site != null && $Object.hasOwnProperty.call(message, "site"))
                object.site = message.site;
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                else if (typeof message.version === "number")
                    object.version = options.longs === $String ? $String(message.version) : message.version;
                else
                    object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest"))
                object.digest = options.bytes === $String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.digest) : message.digest;
            return object;
        };

        RosterRef.prototype.toJSON = function() {
            return RosterRef.toObject(this, $protobuf.util.toJSONOptions);
        };

        return RosterRef;
    })();

    patchmesh.Window = (function() {

        const Window = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Window.prototype.start = "";
        Window.prototype.duration = "";
        Window.prototype.zone = "";

        Window.create = function(properties) {
            return new Window(properties);
        };

        Window.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.start != null && $Object.hasOwnProperty.call(message, "start") && message.start !== "")
                writer.uint32(10).string(message.start);
            if (message.duration != null && $Object.hasOwnProperty.call(message, "duration") && message.duration !== "")
                writer.uint32(18).string(message.duration);
            if (message.zone != null && $Object.hasOwnProperty.call(message, "zone") && message.zone !== "")
                writer.uint32(26).string(message.zone);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Window.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Window();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.start = value;
                        else
                            delete message.start;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.duration = value;
                        else
                            delete message.duration;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.zone = value;
                        else
                            delete message.zone;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Window.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Window)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Window: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Window();
            if (object.start != null)
                if (typeof object.start !== "string" || object.start.length)
                    message.start = $String(object.start);
            if (object.duration != null)
                if (typeof object.duration !== "string" || object.duration.length)
                    message.duration = $String(object.duration);
            if (object.zone != null)
                if (typeof object.zone !== "string" || object.zone.length)
                    message.zone = $String(object.zone);
            return message;
        };

        Window.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.start = "";
                object.duration = "";
                object.zone = "";
            }
            if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                object.start = message.start;
            if (message.duration != null && $Object.hasOwnProperty.call(message, "duration"))
                object.duration = message.duration;
            if (message.zone != null && $Object.hasOwnProperty.call(message, "zone"))
                object.zone = message.zone;
            return object;
        };

        Window.prototype.toJSON = function() {
            return Window.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Window;
    })();

    patchmesh.Ring = (function() {

        const Ring = function (properties) {
            this.groups = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Ring.prototype.name = "";
        Ring.prototype.groups = $util.emptyArray;
        Ring.prototype.percent = 0;
        Ring.prototype.soakSeconds = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Ring.prototype.minSuccessPercent = 0;

        Ring.create = function(properties) {
            return new Ring(properties);
        };

        Ring.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(10).string(message.name);
            if (message.groups != null && message.groups.length)
                for (let i = 0; i < message.groups.length; ++i)
                    writer.uint32(18).string(message.groups[i]);
            if (message.percent != null && $Object.hasOwnProperty.call(message, "percent") && message.percent !== 0)
                writer.uint32(24).uint32(message.percent);
            if (message.soakSeconds != null && $Object.hasOwnProperty.call(message, "soakSeconds") && (typeof message.soakSeconds === "object" ? message.soakSeconds.low || message.soakSeconds.high : message.soakSeconds !== 0))
                writer.uint32(32).uint64(message.soakSeconds);
            if (message.minSuccessPercent != null && $Object.hasOwnProperty.call(message, "minSuccessPercent") && message.minSuccessPercent !== 0)
                writer.uint32(40).uint32(message.minSuccessPercent);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Ring.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Ring();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.groups && message.groups.length))
                            message.groups = [];
                        message.groups.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.percent = value;
                        else
                            delete message.percent;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.soakSeconds = value;
                        else
                            delete message.soakSeconds;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.minSuccessPercent = value;
                        else
                            delete message.minSuccessPercent;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Ring.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Ring)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Ring: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Ring();
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.groups) {
                if (!$Array.isArray(object.groups))
                    throw $TypeError(".patchmesh.Ring.groups: array expected");
                message.groups = $Array(object.groups.length);
                for (let i = 0; i < object.groups.length; ++i)
                    message.groups[i] = $String(object.groups[i]);
            }
            if (object.percent != null)
                if ($Number(object.percent) !== 0)
                    message.percent = object.percent >>> 0;
            if (object.soakSeconds != null)
                if (typeof object.soakSeconds === "object" ? object.soakSeconds.low || object.soakSeconds.high : $Number(object.soakSeconds) !== 0)
                    if ($util.Long)
                        message.soakSeconds = $util.Long.fromValue(object.soakSeconds, true);
                    else if (typeof object.soakSeconds === "string")
                        message.soakSeconds = $parseInt(object.soakSeconds, 10);
                    else if (typeof object.soakSeconds === "number")
                        message.soakSeconds = object.soakSeconds;
                    else if (typeof object.soakSeconds === "object")
                        message.soakSeconds = new $util.LongBits(object.soakSeconds.low >>> 0, object.soakSeconds.high >>> 0).toNumber(true);
            if (object.minSuccessPercent != null)
                if ($Number(object.minSuccessPercent) !== 0)
                    message.minSuccessPercent = object.minSuccessPercent >>> 0;
            return message;
        };

        Ring.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.groups = [];
            if (options.defaults) {
                object.name = "";
                object.percent = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.soakSeconds = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.soakSeconds = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.minSuccessPercent = 0;
            }
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.groups && message.groups.length) {
                object.groups = $Array(message.groups.length);
                for (let j = 0; j < message.groups.length; ++j)
                    object.groups[j] = message.groups[j];
            }
            if (message.percent != null && $Object.hasOwnProperty.call(message, "percent"))
                object.percent = message.percent;
            if (message.soakSeconds != null && $Object.hasOwnProperty.call(message, "soakSeconds"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.soakSeconds = typeof message.soakSeconds === "number" ? $BigInt(message.soakSeconds) : $util.Long.fromBits(message.soakSeconds.low >>> 0, message.soakSeconds.high >>> 0, true).toBigInt();
                else if (typeof message.soakSeconds === "number")
                    object.soakSeconds = options.longs === $String ? $String(message.soakSeconds) : message.soakSeconds;
                else
                    object.soakSeconds = options.longs === $String ? $util.Long.prototype.toString.call(message.soakSeconds) : options.longs === $Number ? new $util.LongBits(message.soakSeconds.low >>> 0, message.soakSeconds.high >>> 0).toNumber(true) : message.soakSeconds;
            if (message.minSuccessPercent != null && $Object.hasOwnProperty.call(message, "minSuccessPercent"))
                object.minSuccessPercent = message.minSuccessPercent;
            return object;
        };

        Ring.prototype.toJSON = function() {
            return Ring.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Ring;
    })();

    patchmesh.Policy = (function() {

        const Policy = function (properties) {
            this.budgets = [];
            this.keyrings = [];
            this.protectedGroups = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Policy.prototype.header = null;
        Policy.prototype.budgets = $util.emptyArray;
        Policy.prototype.keyrings = $util.emptyArray;
        Policy.prototype.protectedGroups = $util.emptyArray;
        Policy.prototype.pauseFetching = false;

        Policy.create = function(properties) {
            return new Policy(properties);
        };

        Policy.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.budgets != null && message.budgets.length)
                for (let i = 0; i < message.budgets.length; ++i)
                    $root.patchmesh.SiteBudget.encode(message.budgets[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.keyrings != null && message.keyrings.length)
                for (let i = 0; i < message.keyrings.length; ++i)
                    $root.patchmesh.FeedKeyring.encode(message.keyrings[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.protectedGroups != null && message.protectedGroups.length)
                for (let i = 0; i < message.protectedGroups.length; ++i)
                    writer.uint32(34).string(message.protectedGroups[i]);
            if (message.pauseFetching != null && $Object.hasOwnProperty.call(message, "pauseFetching") && message.pauseFetching !== false)
                writer.uint32(40).bool(message.pauseFetching);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Policy.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Policy();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.budgets && message.budgets.length))
                            message.budgets = [];
                        message.budgets.push($root.patchmesh.SiteBudget.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.keyrings && message.keyrings.length))
                            message.keyrings = [];
                        message.keyrings.push($root.patchmesh.FeedKeyring.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.protectedGroups && message.protectedGroups.length))
                            message.protectedGroups = [];
                        message.protectedGroups.push(reader.stringVerify());
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.pauseFetching = value;
                        else
                            delete message.pauseFetching;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Policy.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Policy)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Policy: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Policy();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Policy.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.budgets) {
                if (!$Array.isArray(object.budgets))
                    throw $TypeError(".patchmesh.Policy.budgets: array expected");
                message.budgets = $Array(object.budgets.length);
                for (let i = 0; i < object.budgets.length; ++i) {
                    if (!$util.isObject(object.budgets[i]))
                        throw $TypeError(".patchmesh.Policy.budgets: object expected");
                    message.budgets[i] = $root.patchmesh.SiteBudget.fromObject(object.budgets[i], _depth + 1);
                }
            }
            if (object.keyrings) {
                if (!$Array.isArray(object.keyrings))
                    throw $TypeError(".patchmesh.Policy.keyrings: array expected");
                message.keyrings = $Array(object.keyrings.length);
                for (let i = 0; i < object.keyrings.length; ++i) {
                    if (!$util.isObject(object.keyrings[i]))
                        throw $TypeError(".patchmesh.Policy.keyrings: object expected");
                    message.keyrings[i] = $root.patchmesh.FeedKeyring.fromObject(object.keyrings[i], _depth + 1);
                }
            }
            if (object.protectedGroups) {
                if (!$Array.isArray(object.protectedGroups))
                    throw $TypeError(".patchmesh.Policy.protectedGroups: array expected");
                message.protectedGroups = $Array(object.protectedGroups.length);
                for (let i = 0; i < object.protectedGroups.length; ++i)
                    message.protectedGroups[i] = $String(object.protectedGroups[i]);
            }
            if (object.pauseFetching != null)
                if (object.pauseFetching)
                    message.pauseFetching = $Boolean(object.pauseFetching);
            return message;
        };

        Policy.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.budgets = [];
                object.keyrings = [];
                object.protectedGroups = [];
            }
            if (options.defaults) {
                object.header = null;
                object.pauseFetching = false;
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.budgets && message.budgets.length) {
                object.budgets = $Array(message.budgets.length);
                for (let j = 0; j < message.budgets.length; ++j)
                    object.budgets[j] = $root.patchmesh.SiteBudget.toObject(message.budgets[j], options, _depth + 1);
            }
            if (message.keyrings && message.keyrings.length) {
                object.keyrings = $Array(message.keyrings.length);
                for (let j = 0; j < message.keyrings.length; ++j)
                    object.keyrings[j] = $root.patchmesh.FeedKeyring.toObject(message.keyrings[j], options, _depth + 1);
            }
            if (message.protectedGroups && message.protectedGroups.length) {
                object.protectedGroups = $Array(message.protectedGroups.length);
                for (let j = 0; j < message.protectedGroups.length; ++j)
                    object.protectedGroups[j] = message.protectedGroups[j];
            }
            if (message.pauseFetching != null && $Object.hasOwnProperty.call(message, "pauseFetching"))
                object.pauseFetching = message.pauseFetching;
            return object;
        };

        Policy.prototype.toJSON = function() {
            return Policy.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Policy;
    })();

    patchmesh.SiteBudget = (function() {

        const SiteBudget = function (properties) {
            this.hours = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SiteBudget.prototype.site = "";
        SiteBudget.prototype.rateBytesPerSecond = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        SiteBudget.prototype.hours = $util.emptyArray;
        SiteBudget.prototype.upBytesPerSecond = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        SiteBudget.prototype.lanUploadBytesPerSecond = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        SiteBudget.prototype.pauseFetching = false;

        SiteBudget.create = function(properties) {
            return new SiteBudget(properties);
        };

        SiteBudget.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                writer.uint32(10).string(message.site);
            if (message.rateBytesPerSecond != null && $Object.hasOwnProperty.call(message, "rateBytesPerSecond") && (typeof message.rateBytesPerSecond === "object" ? message.rateBytesPerSecond.low || message.rateBytesPerSecond.high : message.rateBytesPerSecond !== 0))
                writer.uint32(16).uint64(message.rateBytesPerSecond);
            if (message.hours != null && message.hours.length)
                for (let i = 0; i < message.hours.length; ++i)
                    $root.patchmesh.Window.encode(message.hours[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.upBytesPerSecond != null && $Object.hasOwnProperty.call(message, "upBytesPerSecond") && (typeof message.upBytesPerSecond === "object" ? message.upBytesPerSecond.low || message.upBytesPerSecond.high : message.upBytesPerSecond !== 0))
                writer.uint32(32).uint64(message.upBytesPerSecond);
            if (message.lanUploadBytesPerSecond != null && $Object.hasOwnProperty.call(message, "lanUploadBytesPerSecond") && (typeof message.lanUploadBytesPerSecond === "object" ? message.lanUploadBytesPerSecond.low || message.lanUploadBytesPerSecond.high : message.lanUploadBytesPerSecond !== 0))
                writer.uint32(40).uint64(message.lanUploadBytesPerSecond);
            if (message.pauseFetching != null && $Object.hasOwnProperty.call(message, "pauseFetching") && message.pauseFetching !== false)
                writer.uint32(48).bool(message.pauseFetching);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SiteBudget.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.SiteBudget();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.site = value;
                        else
                            delete message.site;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.rateBytesPerSecond = value;
                        else
                            delete message.rateBytesPerSecond;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.hours && message.hours.length))
                            message.hours = [];
                        message.hours.push($root.patchmesh.Window.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.upBytesPerSecond = value;
                        else
                            delete message.upBytesPerSecond;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lanUploadBytesPerSecond = value;
                        else
                            delete message.lanUploadBytesPerSecond;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.pauseFetching = value;
                        else
                            delete message.pauseFetching;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SiteBudget.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.SiteBudget)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.SiteBudget: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.SiteBudget();
            if (object.site != null)
                if (typeof object.site !== "string" || object.site.length)
                    message.site = $String(object.site);
            if (object.rateBytesPerSecond != null)
                if (typeof object.rateBytesPerSecond === "object" ? object.rateBytesPerSecond.low || object.rateBytesPerSecond.high : $Number(object.rateBytesPerSecond) !== 0)
                    if ($util.Long)
                        message.rateBytesPerSecond = $util.Long.fromValue(object.rateBytesPerSecond, true);
                    else if (typeof object.rateBytesPerSecond === "string")
                        message.rateBytesPerSecond = $parseInt(object.rateBytesPerSecond, 10);
                    else if (typeof object.rateBytesPerSecond === "number")
                        message.rateBytesPerSecond = object.rateBytesPerSecond;
                    else if (typeof object.rateBytesPerSecond === "object")
                        message.rateBytesPerSecond = new $util.LongBits(object.rateBytesPerSecond.low >>> 0, object.rateBytesPerSecond.high >>> 0).toNumber(true);
            if (object.hours) {
                if (!$Array.isArray(object.hours))
                    throw $TypeError(".patchmesh.SiteBudget.hours: array expected");
                message.hours = $Array(object.hours.length);
                for (let i = 0; i < object.hours.length; ++i) {
                    if (!$util.isObject(object.hours[i]))
                        throw $TypeError(".patchmesh.SiteBudget.hours: object expected");
                    message.hours[i] = $root.patchmesh.Window.fromObject(object.hours[i], _depth + 1);
                }
            }
            if (object.upBytesPerSecond != null)
                if (typeof object.upBytesPerSecond === "object" ? object.upBytesPerSecond.low || object.upBytesPerSecond.high : $Number(object.upBytesPerSecond) !== 0)
                    if ($util.Long)
                        message.upBytesPerSecond = $util.Long.fromValue(object.upBytesPerSecond, true);
                    else if (typeof object.upBytesPerSecond === "string")
                        message.upBytesPerSecond = $parseInt(object.upBytesPerSecond, 10);
                    else if (typeof object.upBytesPerSecond === "number")
                        message.upBytesPerSecond = object.upBytesPerSecond;
                    else if (typeof object.upBytesPerSecond === "object")
                        message.upBytesPerSecond = new $util.LongBits(object.upBytesPerSecond.low >>> 0, object.upBytesPerSecond.high >>> 0).toNumber(true);
            if (object.lanUploadBytesPerSecond != null)
                if (typeof object.lanUploadBytesPerSecond === "object" ? object.lanUploadBytesPerSecond.low || object.lanUploadBytesPerSecond.high : $Number(object.lanUploadBytesPerSecond) !== 0)
                    if ($util.Long)
                        message.lanUploadBytesPerSecond = $util.Long.fromValue(object.lanUploadBytesPerSecond, true);
                    else if (typeof object.lanUploadBytesPerSecond === "string")
                        message.lanUploadBytesPerSecond = $parseInt(object.lanUploadBytesPerSecond, 10);
                    else if (typeof object.lanUploadBytesPerSecond === "number")
                        message.lanUploadBytesPerSecond = object.lanUploadBytesPerSecond;
                    else if (typeof object.lanUploadBytesPerSecond === "object")
                        message.lanUploadBytesPerSecond = new $util.LongBits(object.lanUploadBytesPerSecond.low >>> 0, object.lanUploadBytesPerSecond.high >>> 0).toNumber(true);
            if (object.pauseFetching != null)
                if (object.pauseFetching)
                    message.pauseFetching = $Boolean(object.pauseFetching);
            return message;
        };

        SiteBudget.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.hours = [];
            if (options.defaults) {
                object.site = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.rateBytesPerSecond = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.rateBytesPerSecond = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.upBytesPerSecond = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.upBytesPerSecond = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.lanUploadBytesPerSecond = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.lanUploadBytesPerSecond = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.pauseFetching = false;
            }
            if (message.site != null && $Object.hasOwnProperty.call(message, "site"))
                object.site = message.site;
            if (message.rateBytesPerSecond != null && $Object.hasOwnProperty.call(message, "rateBytesPerSecond"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.rateBytesPerSecond = typeof message.rateBytesPerSecond === "number" ? $BigInt(message.rateBytesPerSecond) : $util.Long.fromBits(message.rateBytesPerSecond.low >>> 0, message.rateBytesPerSecond.high >>> 0, true).toBigInt();
                else if (typeof message.rateBytesPerSecond === "number")
                    object.rateBytesPerSecond = options.longs === $String ? $String(message.rateBytesPerSecond) : message.rateBytesPerSecond;
                else
                    object.rateBytesPerSecond = options.longs === $String ? $util.Long.prototype.toString.call(message.rateBytesPerSecond) : options.longs === $Number ? new $util.LongBits(message.rateBytesPerSecond.low >>> 0, message.rateBytesPerSecond.high >>> 0).toNumber(true) : message.rateBytesPerSecond;
            if (message.hours && message.hours.length) {
                object.hours = $Array(message.hours.length);
                for (let j = 0; j < message.hours.length; ++j)
                    object.hours[j] = $root.patchmesh.Window.toObject(message.hours[j], options, _depth + 1);
            }
            if (message.upBytesPerSecond != null && $Object.hasOwnProperty.call(message, "upBytesPerSecond"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.upBytesPerSecond = typeof message.upBytesPerSecond === "number" ? $BigInt(message.upBytesPerSecond) : $util.Long.fromBits(message.upBytesPerSecond.low >>> 0, message.upBytesPerSecond.high >>> 0, true).toBigInt();
                else if (typeof message.upBytesPerSecond === "number")
                    object.upBytesPerSecond = options.longs === $String ? $String(message.upBytesPerSecond) : message.upBytesPerSecond;
                else
                    object.upBytesPerSecond = options.longs === $String ? $util.Long.prototype.toString.call(message.upBytesPerSecond) : options.longs === $Number ? new $util.LongBits(message.upBytesPerSecond.low >>> 0, message.upBytesPerSecond.high >>> 0).toNumber(true) : message.upBytesPerSecond;
            if (message.lanUploadBytesPerSecond != null && $Object.hasOwnProperty.call(message, "lanUploadBytesPerSecond"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.lanUploadBytesPerSecond = typeof message.lanUploadBytesPerSecond === "number" ? $BigInt(message.lanUploadBytesPerSecond) : $util.Long.fromBits(message.lanUploadBytesPerSecond.low >>> 0, message.lanUploadBytesPerSecond.high >>> 0, true).toBigInt();
                else if (typeof message.lanUploadBytesPerSecond === "number")
                    object.lanUploadBytesPerSecond = options.longs === $String ? $String(message.lanUploadBytesPerSecond) : message.lanUploadBytesPerSecond;
                else
                    object.lanUploadBytesPerSecond = options.longs === $String ? $util.Long.prototype.toString.call(message.lanUploadBytesPerSecond) : options.longs === $Number ? new $util.LongBits(message.lanUploadBytesPerSecond.low >>> 0, message.lanUploadBytesPerSecond.high >>> 0).toNumber(true) : message.lanUploadBytesPerSecond;
            if (message.pauseFetching != null && $Object.hasOwnProperty.call(message, "pauseFetching"))
                object.pauseFetching = message.pauseFetching;
            return object;
        };

        SiteBudget.prototype.toJSON = function() {
            return SiteBudget.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SiteBudget;
    })();

    patchmesh.FeedKeyring = (function() {

        const FeedKeyring = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FeedKeyring.prototype.feed = "";
        FeedKeyring.prototype.digest = $util.newBuffer([]);

        FeedKeyring.create = function(properties) {
            return new FeedKeyring(properties);
        };

        FeedKeyring.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.feed != null && $Object.hasOwnProperty.call(message, "feed") && message.feed !== "")
                writer.uint32(10).string(message.feed);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(18).bytes(message.digest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FeedKeyring.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.FeedKeyring();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.feed = value;
                        else
                            delete message.feed;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        FeedKeyring.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.FeedKeyring)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.FeedKeyring: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.FeedKeyring();
            if (object.feed != null)
                if (typeof object.feed !== "string" || object.feed.length)
                    message.feed = $String(object.feed);
            if (object.digest != null)
                if (object.digest.length)
                    if (typeof object.digest === "string")
                        $util.base64.decode(object.digest, message.digest = $util.newBuffer($util.base64.length(object.digest)), 0);
                    else if (object.digest.length >= 0)
                        message.digest = object.digest;
            return message;
        };

        FeedKeyring.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.feed = "";
                if (options.bytes === $String)
                    object.digest = "";
                else {
                    object.digest = [];
                    if (options.bytes !== $Array)
                        object.digest = $util.newBuffer(object.digest);
                }
            }
            if (message.feed != null && $Object.hasOwnProperty.call(message, "feed"))
                object.feed = message.feed;
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest"))
                object.digest = options.bytes === $String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.digest) : message.digest;
            return object;
        };

        FeedKeyring.prototype.toJSON = function() {
            return FeedKeyring.toObject(this, $protobuf.util.toJSONOptions);
        };

        return FeedKeyring;
    })();

    patchmesh.Group = (function() {

        const Group = function (properties) {
            this.nodes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Group.prototype.header = null;
        Group.prototype.nodes = $util.emptyArray;

        Group.create = function(properties) {
            return new Group(properties);
        };

        Group.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.nodes != null && message.nodes.length)
                for (let i = 0; i < message.nodes.length; ++i)
                    writer.uint32(18).string(message.nodes[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Group.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Group();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.nodes && message.nodes.length))
                            message.nodes = [];
                        message.nodes.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Group.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Group)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Group: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Group();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Group.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.nodes) {
                if (!$Array.isArray(object.nodes))
                    throw $TypeError(".patchmesh.Group.nodes: array expected");
                message.nodes = $Array(object.nodes.length);
                for (let i = 0; i < object.nodes.length; ++i)
                    message.nodes[i] = $String(object.nodes[i]);
            }
            return message;
        };

        Group.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.nodes = [];
            if (options.defaults)
                object.header = null;
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.nodes && message.nodes.length) {
                object.nodes = $Array(message.nodes.length);
                for (let j = 0; j < message.nodes.length; ++j)
                    object.nodes[j] = message.nodes[j];
            }
            return object;
        };

        Group.prototype.toJSON = function() {
            return Group.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Group;
    })();

    patchmesh.Recall = (function() {

        const Recall = function (properties) {
            this.notes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Recall.prototype.header = null;
        Recall.prototype.entries = $util.newBuffer([]);
        Recall.prototype.notes = $util.emptyArray;

        Recall.create = function(properties) {
            return new Recall(properties);
        };

        Recall.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.entries != null && $Object.hasOwnProperty.call(message, "entries") && message.entries.length)
                writer.uint32(18).bytes(message.entries);
            if (message.notes != null && message.notes.length)
                for (let i = 0; i < message.notes.length; ++i)
                    $root.patchmesh.RecallNote.encode(message.notes[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Recall.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Recall();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.entries = value;
                        else
                            delete message.entries;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.notes && message.notes.length))
                            message.notes = [];
                        message.notes.push($root.patchmesh.RecallNote.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Recall.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Recall)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Recall: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Recall();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Recall.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.entries != null)
                if (object.entries.length)
                    if (typeof object.entries === "string")
                        $util.base64.decode(object.entries, message.entries = $util.newBuffer($util.base64.length(object.entries)), 0);
                    else if (object.entries.length >= 0)
                        message.entries = object.entries;
            if (object.notes) {
                if (!$Array.isArray(object.notes))
                    throw $TypeError(".patchmesh.Recall.notes: array expected");
                message.notes = $Array(object.notes.length);
                for (let i = 0; i < object.notes.length; ++i) {
                    if (!$util.isObject(object.notes[i]))
                        throw $TypeError(".patchmesh.Recall.notes: object expected");
                    message.notes[i] = $root.patchmesh.RecallNote.fromObject(object.notes[i], _depth + 1);
                }
            }
            return message;
        };

        Recall.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.notes = [];
            if (options.defaults) {
                object.header = null;
                if (options.bytes === $String)
                    object.entries = "";
                else {
                    object.entries = [];
                    if (options.bytes !== $Array)
                        object.entries = $util.newBuffer(object.entries);
                }
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.entries != null && $Object.hasOwnProperty.call(message, "entries"))
                object.entries = options.bytes === $String ? $util.base64.encode(message.entries, 0, message.entries.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.entries) : message.entries;
            if (message.notes && message.notes.length) {
                object.notes = $Array(message.notes.length);
                for (let j = 0; j < message.notes.length; ++j)
                    object.notes[j] = $root.patchmesh.RecallNote.toObject(message.notes[j], options, _depth + 1);
            }
            return object;
        };

        Recall.prototype.toJSON = function() {
            return Recall.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Recall;
    })();

    patchmesh.RecallNote = (function() {

        const RecallNote = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RecallNote.prototype.subject = $util.newBuffer([]);
        RecallNote.prototype.text = "";

        RecallNote.create = function(properties) {
            return new RecallNote(properties);
        };

        RecallNote.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject.length)
                writer.uint32(10).bytes(message.subject);
            if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                writer.uint32(18).string(message.text);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RecallNote.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.RecallNote();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.subject = value;
                        else
                            delete message.subject;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.text = value;
                        else
                            delete message.text;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        RecallNote.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.RecallNote)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.RecallNote: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.RecallNote();
            if (object.subject != null)
                if (object.subject.length)
                    if (typeof object.subject === "string")
                        $util.base64.decode(object.subject, message.subject = $util.newBuffer($util.base64.length(object.subject)), 0);
                    else if (object.subject.length >= 0)
                        message.subject = object.subject;
            if (object.text != null)
                if (typeof object.text !== "string" || object.text.length)
                    message.text = $String(object.text);
            return message;
        };

        RecallNote.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.subject = "";
                else {
                    object.subject = [];
                    if (options.bytes !== $Array)
                        object.subject = $util.newBuffer(object.subject);
                }
                object.text = "";
            }
            if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                object.subject = options.bytes === $String ? $util.base64.encode(message.subject, 0, message.subject.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.subject) : message.subject;
            if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                object.text = message.text;
            return object;
        };

        RecallNote.prototype.toJSON = function() {
            return RecallNote.toObject(this, $protobuf.util.toJSONOptions);
        };

        return RecallNote;
    })();

    patchmesh.Pause = (function() {

        const Pause = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Pause.prototype.header = null;
        Pause.prototype.paused = false;
        Pause.prototype.reason = "";

        Pause.create = function(properties) {
            return new Pause(properties);
        };

        Pause.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.paused != null && $Object.hasOwnProperty.call(message, "paused") && message.paused !== false)
                writer.uint32(16).bool(message.paused);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(26).string(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Pause.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Pause();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.paused = value;
                        else
                            delete message.paused;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Pause.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Pause)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Pause: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Pause();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Pause.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.paused != null)
                if (object.paused)
                    message.paused = $Boolean(object.paused);
            if (object.reason != null)
                if (typeof object.reason !== "string" || object.reason.length)
                    message.reason = $String(object.reason);
            return message;
        };

        Pause.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.header = null;
                object.paused = false;
                object.reason = "";
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.paused != null && $Object.hasOwnProperty.call(message, "paused"))
                object.paused = message.paused;
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                object.reason = message.reason;
            return object;
        };

        Pause.prototype.toJSON = function() {
            return Pause.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Pause;
    })();

    patchmesh.Heartbeat = (function() {

        const Heartbeat = function (properties) {
            this.heads = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Heartbeat.prototype.header = null;
        Heartbeat.prototype.heads = $util.emptyArray;

        Heartbeat.create = function(properties) {
            return new Heartbeat(properties);
        };

        Heartbeat.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.heads != null && message.heads.length)
                for (let i = 0; i < message.heads.length; ++i)
                    $root.patchmesh.Head.encode(message.heads[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Heartbeat.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Heartbeat();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.heads && message.heads.length))
                            message.heads = [];
                        message.heads.push($root.patchmesh.Head.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Heartbeat.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Heartbeat)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Heartbeat: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Heartbeat();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Heartbeat.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.heads) {
                if (!$Array.isArray(object.heads))
                    throw $TypeError(".patchmesh.Heartbeat.heads: array expected");
                message.heads = $Array(object.heads.length);
                for (let i = 0; i < object.heads.length; ++i) {
                    if (!$util.isObject(object.heads[i]))
                        throw $TypeError(".patchmesh.Heartbeat.heads: object expected");
                    message.heads[i] = $root.patchmesh.Head.fromObject(object.heads[i], _depth + 1);
                }
            }
            return message;
        };

        Heartbeat.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.heads = [];
            if (options.defaults)
                object.header = null;
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.heads && message.heads.length) {
                object.heads = $Array(message.heads.length);
                for (let j = 0; j < message.heads.length; ++j)
                    object.heads[j] = $root.patchmesh.Head.toObject(message.heads[j], options, _depth + 1);
            }
            return object;
        };

        Heartbeat.prototype.toJSON = function() {
            return Heartbeat.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Heartbeat;
    })();

    patchmesh.FreshHeads = (function() {

        const FreshHeads = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FreshHeads.prototype.header = null;
        FreshHeads.prototype.nonce = $util.newBuffer([]);
        FreshHeads.prototype.heartbeat = null;
        FreshHeads.prototype.summary = $util.newBuffer([]);

        FreshHeads.create = function(properties) {
            return new FreshHeads(properties);
        };

        FreshHeads.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                writer.uint32(18).bytes(message.nonce);
            if (message.heartbeat != null && $Object.hasOwnProperty.call(message, "heartbeat"))
                $root.patchmesh.Head.encode(message.heartbeat, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary") && message.summary.length)
                writer.uint32(34).bytes(message.summary);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FreshHeads.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.FreshHeads();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.heartbeat = $root.patchmesh.Head.decode(reader, reader.size(), $undefined, _depth + 1, message.heartbeat);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.summary = value;
                        else
                            delete message.summary;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        FreshHeads.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.FreshHeads)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.FreshHeads: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.FreshHeads();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.FreshHeads.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.nonce != null)
                if (object.nonce.length)
                    if (typeof object.nonce === "string")
                        $util.base64.decode(object.nonce, message.nonce = $util.newBuffer($util.base64.length(object.nonce)), 0);
                    else if (object.nonce.length >= 0)
                        message.nonce = object.nonce;
            if (object.heartbeat != null) {
                if (!$util.isObject(object.heartbeat))
                    throw $TypeError(".patchmesh.FreshHeads.heartbeat: object expected");
                message.heartbeat = $root.patchmesh.Head.fromObject(object.heartbeat, _depth + 1);
            }
            if (object.summary != null)
                if (object.summary.length)
                    if (typeof object.summary === "string")
                        $util.base64.decode(object.summary, message.summary = $util.newBuffer($util.base64.length(object.summary)), 0);
                    else if (object.summary.length >= 0)
                        message.summary = object.summary;
            return message;
        };

        FreshHeads.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.header = null;
                if (options.bytes === $String)
                    object.nonce = "";
                else {
                    object.nonce = [];
                    if (options.bytes !== $Array)
                        object.nonce = $util.newBuffer(object.nonce);
                }
                object.heartbeat = null;
                if (options.bytes === $String)
                    object.summary = "";
                else {
                    object.summary = [];
                    if (options.bytes !== $Array)
                        object.summary = $util.newBuffer(object.summary);
                }
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce"))
                object.nonce = options.bytes === $String ? $util.base64.encode(message.nonce, 0, message.nonce.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.nonce) : message.nonce;
            if (message.heartbeat != null && $Object.hasOwnProperty.call(message, "heartbeat"))
                object.heartbeat = $root.patchmesh.Head.toObject(message.heartbeat, options, _depth + 1);
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary"))
                object.summary = options.bytes === $String ? $util.base64.encode(message.summary, 0, message.summary.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.summary) : message.summary;
            return object;
        };

        FreshHeads.prototype.toJSON = function() {
            return FreshHeads.toObject(this, $protobuf.util.toJSONOptions);
        };

        return FreshHeads;
    })();

    patchmesh.Head = (function() {

        const Head = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Head.prototype.kind = "";
        Head.prototype.name = "";
        Head.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Head.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Head.prototype.digest = $util.newBuffer([]);

        Head.create = function(properties) {
            return new Head(properties);
        };

        Head.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                writer.uint32(10).string(message.kind);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(18).string(message.name);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                writer.uint32(24).uint64(message.epoch);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                writer.uint32(32).uint64(message.version);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                writer.uint32(42).bytes(message.digest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Head.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Head();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Head.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Head)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Head: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Head();
            if (object.kind != null)
                if (typeof object.kind !== "string" || object.kind.length)
                    message.kind = $String(object.kind);
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.epoch != null)
                if (typeof object.epoch === "object" ? object.epoch.low || object.epoch.high : $Number(object.epoch) !== 0)
                    if ($util.Long)
                        message.epoch = $util.Long.fromValue(object.epoch, true);
                    else if (typeof object.epoch === "string")
                        message.epoch = $parseInt(object.epoch, 10);
                    else if (typeof object.epoch === "number")
                        message.epoch = object.epoch;
                    else if (typeof object.epoch === "object")
                        message.epoch = new $util.LongBits(object.epoch.low >>> 0, object.epoch.high >>> 0).toNumber(true);
            if (object.version != null)
                if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                    if ($util.Long)
                        message.version = $util.Long.fromValue(object.version, true);
                    else if (typeof object.version === "string")
                        message.version = $parseInt(object.version, 10);
                    else if (typeof object.version === "number")
                        message.version = object.version;
                    else if (typeof object.version === "object")
                        message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
            if (object.digest != null)
                if (object.digest.length)
                    if (typeof object.digest === "string")
                        $util.base64.decode(object.digest, message.digest = $util.newBuffer($util.base64.length(object.digest)), 0);
                    else if (object.digest.length >= 0)
                        message.digest = object.digest;
            return message;
        };

        Head.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.kind = "";
                object.name = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.epoch = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.epoch = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (options.bytes === $String)
                    object.digest = "";
                else {
                    object.digest = [];
                    if (options.bytes !== $Array)
                        object.digest = $util.newBuffer(object.digest);
                }
            }
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                object.kind = message.kind;
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.epoch = typeof message.epoch === "number" ? $BigInt(message.epoch) : $util.Long.fromBits(message.epoch.low >>> 0, message.epoch.high >>> 0, true).toBigInt();
                else if (typeof message.epoch === "number")
                    object.epoch = options.longs === $String ? $String(message.epoch) : message.epoch;
                else
                    object.epoch = options.longs === $String ? $util.Long.prototype.toString.call(message.epoch) : options.longs === $Number ? new $util.LongBits(message.epoch.low >>> 0, message.epoch.high >>> 0).toNumber(true) : message.epoch;
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                else if (typeof message.version === "number")
                    object.version = options.longs === $String ? $String(message.version) : message.version;
                else
                    object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest"))
                object.digest = options.bytes === $String ? $util.base64.encode(message.digest, 0, message.digest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.digest) : message.digest;
            return object;
        };

        Head.prototype.toJSON = function() {
            return Head.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Head;
    })();

    patchmesh.Report = (function() {

        const Report = function (properties) {
            this.outcomes = [];
            this.traffic = [];
            this.alarms = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Report.prototype.header = null;
        Report.prototype.outcomes = $util.emptyArray;
        Report.prototype.traffic = $util.emptyArray;
        Report.prototype.inventory = $util.newBuffer([]);
        Report.prototype.agentVersion = "";
        Report.prototype.alarms = $util.emptyArray;
        Report.prototype.stale = false;
        Report.prototype.boot = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        Report.create = function(properties) {
            return new Report(properties);
        };

        Report.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.outcomes != null && message.outcomes.length)
                for (let i = 0; i < message.outcomes.length; ++i)
                    $root.patchmesh.Outcome.encode(message.outcomes[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.traffic != null && message.traffic.length)
                for (let i = 0; i < message.traffic.length; ++i)
                    $root.patchmesh.Traffic.encode(message.traffic[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.inventory != null && $Object.hasOwnProperty.call(message, "inventory") && message.inventory.length)
                writer.uint32(34).bytes(message.inventory);
            if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion") && message.agentVersion !== "")
                writer.uint32(42).string(message.agentVersion);
            if (message.alarms != null && message.alarms.length)
                for (let i = 0; i < message.alarms.length; ++i)
                    $root.patchmesh.Alarm.encode(message.alarms[i], writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.stale != null && $Object.hasOwnProperty.call(message, "stale") && message.stale !== false)
                writer.uint32(56).bool(message.stale);
            if (message.boot != null && $Object.hasOwnProperty.call(message, "boot") && (typeof message.boot === "object" ? message.boot.low || message.boot.high : message.boot !== 0))
                writer.uint32(64).uint64(message.boot);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Report.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Report();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.outcomes && message.outcomes.length))
                            message.outcomes = [];
                        message.outcomes.push($root.patchmesh.Outcome.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.traffic && message.traffic.length))
                            message.traffic = [];
                        message.traffic.push($root.patchmesh.Traffic.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.inventory = value;
                        else
                            delete message.inventory;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.agentVersion = value;
                        else
                            delete message.agentVersion;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.alarms && message.alarms.length))
                            message.alarms = [];
                        message.alarms.push($root.patchmesh.Alarm.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.stale = value;
                        else
                            delete message.stale;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.boot = value;
                        else
                            delete message.boot;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Report.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Report)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Report: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Report();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Report.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.outcomes) {
                if (!$Array.isArray(object.outcomes))
                    throw $TypeError(".patchmesh.Report.outcomes: array expected");
                message.outcomes = $Array(object.outcomes.length);
                for (let i = 0; i < object.outcomes.length; ++i) {
                    if (!$util.isObject(object.outcomes[i]))
                        throw $TypeError(".patchmesh.Report.outcomes: object expected");
                    message.outcomes[i] = $root.patchmesh.Outcome.fromObject(object.outcomes[i], _depth + 1);
                }
            }
            if (object.traffic) {
                if (!$Array.isArray(object.traffic))
                    throw $TypeError(".patchmesh.Report.traffic: array expected");
                message.traffic = $Array(object.traffic.length);
                for (let i = 0; i < object.traffic.length; ++i) {
                    if (!$util.isObject(object.traffic[i]))
                        throw $TypeError(".patchmesh.Report.traffic: object expected");
                    message.traffic[i] = $root.patchmesh.Traffic.fromObject(object.traffic[i], _depth + 1);
                }
            }
            if (object.inventory != null)
                if (object.inventory.length)
                    if (typeof object.inventory === "string")
                        $util.base64.decode(object.inventory, message.inventory = $util.newBuffer($util.base64.length(object.inventory)), 0);
                    else if (object.inventory.length >= 0)
                        message.inventory = object.inventory;
            if (object.agentVersion != null)
                if (typeof object.agentVersion !== "string" || object.agentVersion.length)
                    message.agentVersion = $String(object.agentVersion);
            if (object.alarms) {
                if (!$Array.isArray(object.alarms))
                    throw $TypeError(".patchmesh.Report.alarms: array expected");
                message.alarms = $Array(object.alarms.length);
                for (let i = 0; i < object.alarms.length; ++i) {
                    if (!$util.isObject(object.alarms[i]))
                        throw $TypeError(".patchmesh.Report.alarms: object expected");
                    message.alarms[i] = $root.patchmesh.Alarm.fromObject(object.alarms[i], _depth + 1);
                }
            }
            if (object.stale != null)
                if (object.stale)
                    message.stale = $Boolean(object.stale);
            if (object.boot != null)
                if (typeof object.boot === "object" ? object.boot.low || object.boot.high : $Number(object.boot) !== 0)
                    if ($util.Long)
                        message.boot = $util.Long.fromValue(object.boot, true);
                    else if (typeof object.boot === "string")
                        message.boot = $parseInt(object.boot, 10);
                    else if (typeof object.boot === "number")
                        message.boot = object.boot;
                    else if (typeof object.boot === "object")
                        message.boot = new $util.LongBits(object.boot.low >>> 0, object.boot.high >>> 0).toNumber(true);
            return message;
        };

        Report.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.outcomes = [];
                object.traffic = [];
                object.alarms = [];
            }
            if (options.defaults) {
                object.header = null;
                if (options.bytes === $String)
                    object.inventory = "";
                else {
                    object.inventory = [];
                    if (options.bytes !== $Array)
                        object.inventory = $util.newBuffer(object.inventory);
                }
                object.agentVersion = "";
                object.stale = false;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.boot = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.boot = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.outcomes && message.outcomes.length) {
                object.outcomes = $Array(message.outcomes.length);
                for (let j = 0; j < message.outcomes.length; ++j)
                    object.outcomes[j] = $root.patchmesh.Outcome.toObject(message.outcomes[j], options, _depth + 1);
            }
            if (message.traffic && message.traffic.length) {
                object.traffic = $Array(message.traffic.length);
                for (let j = 0; j < message.traffic.length; ++j)
                    object.traffic[j] = $root.patchmesh.Traffic.toObject(message.traffic[j], options, _depth + 1);
            }
            if (message.inventory != null && $Object.hasOwnProperty.call(message, "inventory"))
                object.inventory = options.bytes === $String ? $util.base64.encode(message.inventory, 0, message.inventory.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.inventory) : message.inventory;
            if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion"))
                object.agentVersion = message.agentVersion;
            if (message.alarms && message.alarms.length) {
                object.alarms = $Array(message.alarms.length);
                for (let j = 0; j < message.alarms.length; ++j)
                    object.alarms[j] = $root.patchmesh.Alarm.toObject(message.alarms[j], options, _depth + 1);
            }
            if (message.stale != null && $Object.hasOwnProperty.call(message, "stale"))
                object.stale = message.stale;
            if (message.boot != null && $Object.hasOwnProperty.call(message, "boot"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.boot = typeof message.boot === "number" ? $BigInt(message.boot) : $util.Long.fromBits(message.boot.low >>> 0, message.boot.high >>> 0, true).toBigInt();
                else if (typeof message.boot === "number")
                    object.boot = options.longs === $String ? $String(message.boot) : message.boot;
                else
                    object.boot = options.longs === $String ? $util.Long.prototype.toString.call(message.boot) : options.longs === $Number ? new $util.LongBits(message.boot.low >>> 0, message.boot.high >>> 0).toNumber(true) : message.boot;
            return object;
        };

        Report.prototype.toJSON = function() {
            return Report.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Report;
    })();

    patchmesh.Receipt = (function() {

        const Receipt = function (properties) {
            this.entries = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Receipt.prototype.header = null;
        Receipt.prototype.entries = $util.emptyArray;

        Receipt.create = function(properties) {
            return new Receipt(properties);
        };

        Receipt.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.patchmesh.Header.encode(message.header, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.entries != null && message.entries.length)
                for (let i = 0; i < message.entries.length; ++i)
                    $root.patchmesh.ReceiptEntry.encode(message.entries[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Receipt.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Receipt();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.patchmesh.Header.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.entries && message.entries.length))
                            message.entries = [];
                        message.entries.push($root.patchmesh.ReceiptEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Receipt.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Receipt)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Receipt: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Receipt();
            if (object.header != null) {
                if (!$util.isObject(object.header))
                    throw $TypeError(".patchmesh.Receipt.header: object expected");
                message.header = $root.patchmesh.Header.fromObject(object.header, _depth + 1);
            }
            if (object.entries) {
                if (!$Array.isArray(object.entries))
                    throw $TypeError(".patchmesh.Receipt.entries: array expected");
                message.entries = $Array(object.entries.length);
                for (let i = 0; i < object.entries.length; ++i) {
                    if (!$util.isObject(object.entries[i]))
                        throw $TypeError(".patchmesh.Receipt.entries: object expected");
                    message.entries[i] = $root.patchmesh.ReceiptEntry.fromObject(object.entries[i], _depth + 1);
                }
            }
            return message;
        };

        Receipt.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.entries = [];
            if (options.defaults)
                object.header = null;
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                object.header = $root.patchmesh.Header.toObject(message.header, options, _depth + 1);
            if (message.entries && message.entries.length) {
                object.entries = $Array(message.entries.length);
                for (let j = 0; j < message.entries.length; ++j)
                    object.entries[j] = $root.patchmesh.ReceiptEntry.toObject(message.entries[j], options, _depth + 1);
            }
            return object;
        };

        Receipt.prototype.toJSON = function() {
            return Receipt.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Receipt;
    })();

    patchmesh.ReceiptEntry = (function() {

        const ReceiptEntry = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ReceiptEntry.prototype.report = $util.newBuffer([]);
        ReceiptEntry.prototype.refused = "";
        ReceiptEntry.prototype.forgot = false;

        ReceiptEntry.create = function(properties) {
            return new ReceiptEntry(properties);
        };

        ReceiptEntry.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.report != null && $Object.hasOwnProperty.call(message, "report") && message.report.length)
                writer.uint32(10).bytes(message.report);
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                writer.uint32(18).string(message.refused);
            if (message.forgot != null && $Object.hasOwnProperty.call(message, "forgot") && message.forgot !== false)
                writer.uint32(24).bool(message.forgot);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ReceiptEntry.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.ReceiptEntry();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.report = value;
                        else
                            delete message.report;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.refused = value;
                        else
                            delete message.refused;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.forgot = value;
                        else
                            delete message.forgot;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ReceiptEntry.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.ReceiptEntry)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.ReceiptEntry: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.ReceiptEntry();
            if (object.report != null)
                if (object.report.length)
                    if (typeof object.report === "string")
                        $util.base64.decode(object.report, message.report = $util.newBuffer($util.base64.length(object.report)), 0);
                    else if (object.report.length >= 0)
                        message.report = object.report;
            if (object.refused != null)
                if (typeof object.refused !== "string" || object.refused.length)
                    message.refused = $String(object.refused);
            if (object.forgot != null)
                if (object.forgot)
                    message.forgot = $Boolean(object.forgot);
            return message;
        };

        ReceiptEntry.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.report = "";
                else {
                    object.report = [];
                    if (options.bytes !== $Array)
                        object.report = $util.newBuffer(object.report);
                }
                object.refused = "";
                object.forgot = false;
            }
            if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                object.report = options.bytes === $String ? $util.base64.encode(message.report, 0, message.report.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.report) : message.report;
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                object.refused = message.refused;
            if (message.forgot != null && $Object.hasOwnProperty.call(message, "forgot"))
                object.forgot = message.forgot;
            return object;
        };

        ReceiptEntry.prototype.toJSON = function() {
            return ReceiptEntry.toObject(this, $protobuf.util.toJSONOptions);
        };

        return ReceiptEntry;
    })();

    patchmesh.Alarm = (function() {

        const Alarm = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Alarm.prototype.code = "";
        Alarm.prototype.subject = "";
        Alarm.prototype.detail = "";
        Alarm.prototype.firstAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Alarm.prototype.lastAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Alarm.prototype.count = 0;

        Alarm.create = function(properties) {
            return new Alarm(properties);
        };

        Alarm.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                writer.uint32(10).string(message.code);
            if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== "")
                writer.uint32(18).string(message.subject);
            if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                writer.uint32(26).string(message.detail);
            if (message.firstAt != null && $Object.hasOwnProperty.call(message, "firstAt") && (typeof message.firstAt === "object" ? message.firstAt.low || message.firstAt.high : message.firstAt !== 0))
                writer.uint32(32).uint64(message.firstAt);
            if (message.lastAt != null && $Object.hasOwnProperty.call(message, "lastAt") && (typeof message.lastAt === "object" ? message.lastAt.low || message.lastAt.high : message.lastAt !== 0))
                writer.uint32(40).uint64(message.lastAt);
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                writer.uint32(48).uint32(message.count);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Alarm.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Alarm();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.subject = value;
                        else
                            delete message.subject;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.detail = value;
                        else
                            delete message.detail;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.firstAt = value;
                        else
                            delete message.firstAt;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lastAt = value;
                        else
                            delete message.lastAt;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.count = value;
                        else
                            delete message.count;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Alarm.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Alarm)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Alarm: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Alarm();
            if (object.code != null)
                if (typeof object.code !== "string" || object.code.length)
                    message.code = $String(object.code);
            if (object.subject != null)
                if (typeof object.subject !== "string" || object.subject.length)
                    message.subject = $String(object.subject);
            if (object.detail != null)
                if (typeof object.detail !== "string" || object.detail.length)
                    message.detail = $String(object.detail);
            if (object.firstAt != null)
                if (typeof object.firstAt === "object" ? object.firstAt.low || object.firstAt.high : $Number(object.firstAt) !== 0)
                    if ($util.Long)
                        message.firstAt = $util.Long.fromValue(object.firstAt, true);
                    else if (typeof object.firstAt === "string")
                        message.firstAt = $parseInt(object.firstAt, 10);
                    else if (typeof object.firstAt === "number")
                        message.firstAt = object.firstAt;
                    else if (typeof object.firstAt === "object")
                        message.firstAt = new $util.LongBits(object.firstAt.low >>> 0, object.firstAt.high >>> 0).toNumber(true);
            if (object.lastAt != null)
                if (typeof object.lastAt === "object" ? object.lastAt.low || object.lastAt.high : $Number(object.lastAt) !== 0)
                    if ($util.Long)
                        message.lastAt = $util.Long.fromValue(object.lastAt, true);
                    else if (typeof object.lastAt === "string")
                        message.lastAt = $parseInt(object.lastAt, 10);
                    else if (typeof object.lastAt === "number")
                        message.lastAt = object.lastAt;
                    else if (typeof object.lastAt === "object")
                        message.lastAt = new $util.LongBits(object.lastAt.low >>> 0, object.lastAt.high >>> 0).toNumber(true);
            if (object.count != null)
                if ($Number(object.count) !== 0)
                    message.count = object.count >>> 0;
            return message;
        };

        Alarm.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.code = "";
                object.subject = "";
                object.detail = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.firstAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.firstAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.lastAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.lastAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.count = 0;
            }
            if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                object.code = message.code;
            if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                object.subject = message.subject;
            if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                object.detail = message.detail;
            if (message.firstAt != null && $Object.hasOwnProperty.call(message, "firstAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.firstAt = typeof message.firstAt === "number" ? $BigInt(message.firstAt) : $util.Long.fromBits(message.firstAt.low >>> 0, message.firstAt.high >>> 0, true).toBigInt();
                else if (typeof message.firstAt === "number")
                    object.firstAt = options.longs === $String ? $String(message.firstAt) : message.firstAt;
                else
                    object.firstAt = options.longs === $String ? $util.Long.prototype.toString.call(message.firstAt) : options.longs === $Number ? new $util.LongBits(message.firstAt.low >>> 0, message.firstAt.high >>> 0).toNumber(true) : message.firstAt;
            if (message.lastAt != null && $Object.hasOwnProperty.call(message, "lastAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.lastAt = typeof message.lastAt === "number" ? $BigInt(message.lastAt) : $util.Long.fromBits(message.lastAt.low >>> 0, message.lastAt.high >>> 0, true).toBigInt();
                else if (typeof message.lastAt === "number")
                    object.lastAt = options.longs === $String ? $String(message.lastAt) : message.lastAt;
                else
                    object.lastAt = options.longs === $String ? $util.Long.prototype.toString.call(message.lastAt) : options.longs === $Number ? new $util.LongBits(message.lastAt.low >>> 0, message.lastAt.high >>> 0).toNumber(true) : message.lastAt;
            if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                object.count = message.count;
            return object;
        };

        Alarm.prototype.toJSON = function() {
            return Alarm.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Alarm;
    })();

    patchmesh.Outcome = (function() {

        const Outcome = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Outcome.prototype.schedule = "";
        Outcome.prototype.patch = "";
        Outcome.prototype.manifest = $util.newBuffer([]);
        Outcome.prototype.state = "";
        Outcome.prototype.reason = "";
        Outcome.prototype.detail = "";
        Outcome.prototype.at = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        Outcome.create = function(properties) {
            return new Outcome(properties);
        };

        Outcome.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.schedule != null && $Object.hasOwnProperty.call(message, "schedule") && message.schedule !== "")
                writer.uint32(10).string(message.schedule);
            if (message.patch != null && $Object.hasOwnProperty.call(message, "patch") && message.patch !== "")
                writer.uint32(18).string(message.patch);
            if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest") && message.manifest.length)
                writer.uint32(26).bytes(message.manifest);
            if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                writer.uint32(34).string(message.state);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(42).string(message.reason);
            if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                writer.uint32(50).string(message.detail);
            if (message.at != null && $Object.hasOwnProperty.call(message, "at") && (typeof message.at === "object" ? message.at.low || message.at.high : message.at !== 0))
                writer.uint32(56).uint64(message.at);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Outcome.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Outcome();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.schedule = value;
                        else
                            delete message.schedule;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.patch = value;
                        else
                            delete message.patch;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.manifest = value;
                        else
                            delete message.manifest;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.state = value;
                        else
                            delete message.state;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.detail = value;
                        else
                            delete message.detail;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.at = value;
                        else
                            delete message.at;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Outcome.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Outcome)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Outcome: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Outcome();
            if (object.schedule != null)
                if (typeof object.schedule !== "string" || object.schedule.length)
                    message.schedule = $String(object.schedule);
            if (object.patch != null)
                if (typeof object.patch !== "string" || object.patch.length)
                    message.patch = $String(object.patch);
            if (object.manifest != null)
                if (object.manifest.length)
                    if (typeof object.manifest === "string")
                        $util.base64.decode(object.manifest, message.manifest = $util.newBuffer($util.base64.length(object.manifest)), 0);
                    else if (object.manifest.length >= 0)
                        message.manifest = object.manifest;
            if (object.state != null)
                if (typeof object.state !== "string" || object.state.length)
                    message.state = $String(object.state);
            if (object.reason != null)
                if (typeof object.reason !== "string" || object.reason.length)
                    message.reason = $String(object.reason);
            if (object.detail != null)
                if (typeof object.detail !== "string" || object.detail.length)
                    message.detail = $String(object.detail);
            if (object.at != null)
                if (typeof object.at === "object" ? object.at.low || object.at.high : $Number(object.at) !== 0)
                    if ($util.Long)
                        message.at = $util.Long.fromValue(object.at, true);
                    else if (typeof object.at === "string")
                        message.at = $parseInt(object.at, 10);
                    else if (typeof object.at === "number")
                        message.at = object.at;
                    else if (typeof object.at === "object")
                        message.at = new $util.LongBits(object.at.low >>> 0, object.at.high >>> 0).toNumber(true);
            return message;
        };

        Outcome.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.schedule = "";
                object.patch = "";
                if (options.bytes === $String)
                    object.manifest = "";
                else {
                    object.manifest = [];
                    if (options.bytes !== $Array)
                        object.manifest = $util.newBuffer(object.manifest);
                }
                object.state = "";
                object.reason = "";
                object.detail = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.at = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.at = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.schedule != null && $Object.hasOwnProperty.call(message, "schedule"))
                object.schedule = message.schedule;
            if (message.patch != null && $Object.hasOwnProperty.call(message, "patch"))
                object.patch = message.patch;
            if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest"))
                object.manifest = options.bytes === $String ? $util.base64.encode(message.manifest, 0, message.manifest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.manifest) : message.manifest;
            if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                object.state = message.state;
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                object.reason = message.reason;
            if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                object.detail = message.detail;
            if (message.at != null && $Object.hasOwnProperty.call(message, "at"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.at = typeof message.at === "number" ? $BigInt(message.at) : $util.Long.fromBits(message.at.low >>> 0, message.at.high >>> 0, true).toBigInt();
                else if (typeof message.at === "number")
                    object.at = options.longs === $String ? $String(message.at) : message.at;
                else
                    object.at = options.longs === $String ? $util.Long.prototype.toString.call(message.at) : options.longs === $Number ? new $util.LongBits(message.at.low >>> 0, message.at.high >>> 0).toNumber(true) : message.at;
            return object;
        };

        Outcome.prototype.toJSON = function() {
            return Outcome.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Outcome;
    })();

    patchmesh.Traffic = (function() {

        const Traffic = function (properties) {
            this.reasons = [];
            this.lanWasted = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Traffic.prototype.artifact = $util.newBuffer([]);
        Traffic.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Traffic.prototype.localBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Traffic.prototype.lanBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Traffic.prototype.seedBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Traffic.prototype.originBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Traffic.prototype.originWireBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Traffic.prototype.needed = false;
        Traffic.prototype.reasons = $util.emptyArray;
        Traffic.prototype.lanWasted = $util.emptyArray;

        Traffic.create = function(properties) {
            return new Traffic(properties);
        };

        Traffic.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact") && message.artifact.length)
                writer.uint32(10).bytes(message.artifact);
            if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                writer.uint32(16).uint64(message.sizeBytes);
            if (message.localBytes != null && $Object.hasOwnProperty.call(message, "localBytes") && (typeof message.localBytes === "object" ? message.localBytes.low || message.localBytes.high : message.localBytes !== 0))
                writer.uint32(24).uint64(message.localBytes);
            if (message.lanBytes != null && $Object.hasOwnProperty.call(message, "lanBytes") && (typeof message.lanBytes === "object" ? message.lanBytes.low || message.lanBytes.high : message.lanBytes !== 0))
                writer.uint32(32).uint64(message.lanBytes);
            if (message.seedBytes != null && $Object.hasOwnProperty.call(message, "seedBytes") && (typeof message.seedBytes === "object" ? message.seedBytes.low || message.seedBytes.high : message.seedBytes !== 0))
                writer.uint32(40).uint64(message.seedBytes);
            if (message.originBytes != null && $Object.hasOwnProperty.call(message, "originBytes") && (typeof message.originBytes === "object" ? message.originBytes.low || message.originBytes.high : message.originBytes !== 0))
                writer.uint32(48).uint64(message.originBytes);
            if (message.originWireBytes != null && $Object.hasOwnProperty.call(message, "originWireBytes") && (typeof message.originWireBytes === "object" ? message.originWireBytes.low || message.originWireBytes.high : message.originWireBytes !== 0))
                writer.uint32(56).uint64(message.originWireBytes);
            if (message.needed != null && $Object.hasOwnProperty.call(message, "needed") && message.needed !== false)
                writer.uint32(64).bool(message.needed);
            if (message.reasons != null && message.reasons.length)
                for (let i = 0; i < message.reasons.length; ++i)
                    $root.patchmesh.ByteReason.encode(message.reasons[i], writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.lanWasted != null && message.lanWasted.length)
                for (let i = 0; i < message.lanWasted.length; ++i)
                    $root.patchmesh.ByteReason.encode(message.lanWasted[i], writer.uint32(82).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Traffic.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Traffic();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.artifact = value;
                        else
                            delete message.artifact;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sizeBytes = value;
                        else
                            delete message.sizeBytes;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.localBytes = value;
                        else
                            delete message.localBytes;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lanBytes = value;
                        else
                            delete message.lanBytes;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.seedBytes = value;
                        else
                            delete message.seedBytes;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.originBytes = value;
                        else
                            delete message.originBytes;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.originWireBytes = value;
                        else
                            delete message.originWireBytes;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.needed = value;
                        else
                            delete message.needed;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if (!(message.reasons && message.reasons.length))
                            message.reasons = [];
                        message.reasons.push($root.patchmesh.ByteReason.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.lanWasted && message.lanWasted.length))
                            message.lanWasted = [];
                        message.lanWasted.push($root.patchmesh.ByteReason.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Traffic.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Traffic)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Traffic: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Traffic();
            if (object.artifact != null)
                if (object.artifact.length)
                    if (typeof object.artifact === "string")
                        $util.base64.decode(object.artifact, message.artifact = $util.newBuffer($util.base64.length(object.artifact)), 0);
                    else if (object.artifact.length >= 0)
                        message.artifact = object.artifact;
            if (object.sizeBytes != null)
                if (typeof object.sizeBytes === "object" ? object.sizeBytes.low || object.sizeBytes.high : $Number(object.sizeBytes) !== 0)
                    if ($util.Long)
                        message.sizeBytes = $util.Long.fromValue(object.sizeBytes, true);
                    else if (typeof object.sizeBytes === "string")
                        message.sizeBytes = $parseInt(object.sizeBytes, 10);
                    else if (typeof object.sizeBytes === "number")
                        message.sizeBytes = object.sizeBytes;
                    else if (typeof object.sizeBytes === "object")
                        message.sizeBytes = new $util.LongBits(object.sizeBytes.low >>> 0, object.sizeBytes.high >>> 0).toNumber(true);
            if (object.localBytes != null)
                if (typeof object.localBytes === "object" ? object.localBytes.low || object.localBytes.high : $Number(object.localBytes) !== 0)
                    if ($util.Long)
                        message.localBytes = $util.Long.fromValue(object.localBytes, true);
                    else if (typeof object.localBytes === "string")
                        message.localBytes = $parseInt(object.localBytes, 10);
                    else if (typeof object.localBytes === "number")
                        message.localBytes = object.localBytes;
                    else if (typeof object.localBytes === "object")
                        message.localBytes = new $util.LongBits(object.localBytes.low >>> 0, object.localBytes.high >>> 0).toNumber(true);
            if (object.lanBytes != null)
                if (typeof object.lanBytes === "object" ? object.lanBytes.low || object.lanBytes.high : $Number(object.lanBytes) !== 0)
                    if ($util.Long)
                        message.lanBytes = $util.Long.fromValue(object.lanBytes, true);
                    else if (typeof object.lanBytes === "string")
                        message.lanBytes = $parseInt(object.lanBytes, 10);
                    else if (typeof object.lanBytes === "number")
                        message.lanBytes = object.lanBytes;
                    else if (typeof object.lanBytes === "object")
                        message.lanBytes = new $util.LongBits(object.lanBytes.low >>> 0, object.lanBytes.high >>> 0).toNumber(true);
            if (object.seedBytes != null)
                if (typeof object.seedBytes === "object" ? object.seedBytes.low || object.seedBytes.high : $Number(object.seedBytes) !== 0)
                    if ($util.Long)
                        message.seedBytes = $util.Long.fromValue(object.seedBytes, true);
                    else if (typeof object.seedBytes === "string")
                        message.seedBytes = $parseInt(object.seedBytes, 10);
                    else if (typeof object.seedBytes === "number")
                        message.seedBytes = object.seedBytes;
                    else if (typeof object.seedBytes === "object")
                        message.seedBytes = new $util.LongBits(object.seedBytes.low >>> 0, object.seedBytes.high >>> 0).toNumber(true);
            if (object.originBytes != null)
                if (typeof object.originBytes === "object" ? object.originBytes.low || object.originBytes.high : $Number(object.originBytes) !== 0)
                    if ($util.Long)
                        message.originBytes = $util.Long.fromValue(object.originBytes, true);
                    else if (typeof object.originBytes === "string")
                        message.originBytes = $parseInt(object.originBytes, 10);
                    else if (typeof object.originBytes === "number")
                        message.originBytes = object.originBytes;
                    else if (typeof object.originBytes === "object")
                        message.originBytes = new $util.LongBits(object.originBytes.low >>> 0, object.originBytes.high >>> 0).toNumber(true);
            if (object.originWireBytes != null)
                if (typeof object.originWireBytes === "object" ? object.originWireBytes.low || object.originWireBytes.high : $Number(object.originWireBytes) !== 0)
                    if ($util.Long)
                        message.originWireBytes = $util.Long.fromValue(object.originWireBytes, true);
                    else if (typeof object.originWireBytes === "string")
                        message.originWireBytes = $parseInt(object.originWireBytes, 10);
                    else if (typeof object.originWireBytes === "number")
                        message.originWireBytes = object.originWireBytes;
                    else if (typeof object.originWireBytes === "object")
                        message.originWireBytes = new $util.LongBits(object.originWireBytes.low >>> 0, object.originWireBytes.high >>> 0).toNumber(true);
            if (object.needed != null)
                if (object.needed)
                    message.needed = $Boolean(object.needed);
            if (object.reasons) {
                if (!$Array.isArray(object.reasons))
                    throw $TypeError(".patchmesh.Traffic.reasons: array expected");
                message.reasons = $Array(object.reasons.length);
                for (let i = 0; i < object.reasons.length; ++i) {
                    if (!$util.isObject(object.reasons[i]))
                        throw $TypeError(".patchmesh.Traffic.reasons: object expected");
                    message.reasons[i] = $root.patchmesh.ByteReason.fromObject(object.reasons[i], _depth + 1);
                }
            }
            if (object.lanWasted) {
                if (!$Array.isArray(object.lanWasted))
                    throw $TypeError(".patchmesh.Traffic.lanWasted: array expected");
                message.lanWasted = $Array(object.lanWasted.length);
                for (let i = 0; i < object.lanWasted.length; ++i) {
                    if (!$util.isObject(object.lanWasted[i]))
                        throw $TypeError(".patchmesh.Traffic.lanWasted: object expected");
                    message.lanWasted[i] = $root.patchmesh.ByteReason.fromObject(object.lanWasted[i], _depth + 1);
                }
            }
            return message;
        };

        Traffic.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.reasons = [];
                object.lanWasted = [];
            }
            if (options.defaults) {
                if (options.bytes === $String)
                    object.artifact = "";
                else {
                    object.artifact = [];
                    if (options.bytes !== $Array)
                        object.artifact = $util.newBuffer(object.artifact);
                }
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.sizeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.sizeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.localBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.localBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.lanBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.lanBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.seedBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.seedBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.originBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.originBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.originWireBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.originWireBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.needed = false;
            }
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                object.artifact = options.bytes === $String ? $util.base64.encode(message.artifact, 0, message.artifact.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.artifact) : message.artifact;
            if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.sizeBytes = typeof message.sizeBytes === "number" ? $BigInt(message.sizeBytes) : $util.Long.fromBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0, true).toBigInt();
                else if (typeof message.sizeBytes === "number")
                    object.sizeBytes = options.longs === $String ? $String(message.sizeBytes) : message.sizeBytes;
                else
                    object.sizeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.sizeBytes) : options.longs === $Number ? new $util.LongBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0).toNumber(true) : message.sizeBytes;
            if (message.localBytes != null && $Object.hasOwnProperty.call(message, "localBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.localBytes = typeof message.localBytes === "number" ? $BigInt(message.localBytes) : $util.Long.fromBits(message.localBytes.low >>> 0, message.localBytes.high >>> 0, true).toBigInt();
                else if (typeof message.localBytes === "number")
                    object.localBytes = options.longs === $String ? $String(message.localBytes) : message.localBytes;
                else
                    object.localBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.localBytes) : options.longs === $Number ? new $util.LongBits(message.localBytes.low >>> 0, message.localBytes.high >>> 0).toNumber(true) : message.localBytes;
            if (message.lanBytes != null && $Object.hasOwnProperty.call(message, "lanBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.lanBytes = typeof message.lanBytes === "number" ? $BigInt(message.lanBytes) : $util.Long.fromBits(message.lanBytes.low >>> 0, message.lanBytes.high >>> 0, true).toBigInt();
                else if (typeof message.lanBytes === "number")
                    object.lanBytes = options.longs === $String ? $String(message.lanBytes) : message.lanBytes;
                else
                    object.lanBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.lanBytes) : options.longs === $Number ? new $util.LongBits(message.lanBytes.low >>> 0, message.lanBytes.high >>> 0).toNumber(true) : message.lanBytes;
            if (message.seedBytes != null && $Object.hasOwnProperty.call(message, "seedBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.seedBytes = typeof message.seedBytes === "number" ? $BigInt(message.seedBytes) : $util.Long.fromBits(message.seedBytes.low >>> 0, message.seedBytes.high >>> 0, true).toBigInt();
                else if (typeof message.seedBytes === "number")
                    object.seedBytes = options.longs === $String ? $String(message.seedBytes) : message.seedBytes;
                else
                    object.seedBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.seedBytes) : options.longs === $Number ? new $util.LongBits(message.seedBytes.low >>> 0, message.seedBytes.high >>> 0).toNumber(true) : message.seedBytes;
            if (message.originBytes != null && $Object.hasOwnProperty.call(message, "originBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.originBytes = typeof message.originBytes === "number" ? $BigInt(message.originBytes) : $util.Long.fromBits(message.originBytes.low >>> 0, message.originBytes.high >>> 0, true).toBigInt();
                else if (typeof message.originBytes === "number")
                    object.originBytes = options.longs === $String ? $String(message.originBytes) : message.originBytes;
                else
                    object.originBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.originBytes) : options.longs === $Number ? new $util.LongBits(message.originBytes.low >>> 0, message.originBytes.high >>> 0).toNumber(true) : message.originBytes;
            if (message.originWireBytes != null && $Object.hasOwnProperty.call(message, "originWireBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.originWireBytes = typeof message.originWireBytes === "number" ? $BigInt(message.originWireBytes) : $util.Long.fromBits(message.originWireBytes.low >>> 0, message.originWireBytes.high >>> 0, true).toBigInt();
                else if (typeof message.originWireBytes === "number")
                    object.originWireBytes = options.longs === $String ? $String(message.originWireBytes) : message.originWireBytes;
                else
                    object.originWireBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.originWireBytes) : options.longs === $Number ? new $util.LongBits(message.originWireBytes.low >>> 0, message.originWireBytes.high >>> 0).toNumber(true) : message.originWireBytes;
            if (message.needed != null && $Object.hasOwnProperty.call(message, "needed"))
                object.needed = message.needed;
            if (message.reasons && message.reasons.length) {
                object.reasons = $Array(message.reasons.length);
                for (let j = 0; j < message.reasons.length; ++j)
                    object.reasons[j] = $root.patchmesh.ByteReason.toObject(message.reasons[j], options, _depth + 1);
            }
            if (message.lanWasted && message.lanWasted.length) {
                object.lanWasted = $Array(message.lanWasted.length);
                for (let j = 0; j < message.lanWasted.length; ++j)
                    object.lanWasted[j] = $root.patchmesh.ByteReason.toObject(message.lanWasted[j], options, _depth + 1);
            }
            return object;
        };

        Traffic.prototype.toJSON = function() {
            return Traffic.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Traffic;
    })();

    patchmesh.ByteReason = (function() {

        const ByteReason = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ByteReason.prototype.reason = "";
        ByteReason.prototype.bytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        ByteReason.create = function(properties) {
            return new ByteReason(properties);
        };

        ByteReason.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(10).string(message.reason);
            if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && (typeof message.bytes === "object" ? message.bytes.low || message.bytes.high : message.bytes !== 0))
                writer.uint32(16).uint64(message.bytes);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ByteReason.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.ByteReason();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.bytes = value;
                        else
                            delete message.bytes;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ByteReason.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.ByteReason)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.ByteReason: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.ByteReason();
            if (object.reason != null)
                if (typeof object.reason !== "string" || object.reason.length)
                    message.reason = $String(object.reason);
            if (object.bytes != null)
                if (typeof object.bytes === "object" ? object.bytes.low || object.bytes.high : $Number(object.bytes) !== 0)
                    if ($util.Long)
                        message.bytes = $util.Long.fromValue(object.bytes, true);
                    else if (typeof object.bytes === "string")
                        message.bytes = $parseInt(object.bytes, 10);
                    else if (typeof object.bytes === "number")
                        message.bytes = object.bytes;
                    else if (typeof object.bytes === "object")
                        message.bytes = new $util.LongBits(object.bytes.low >>> 0, object.bytes.high >>> 0).toNumber(true);
            return message;
        };

        ByteReason.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.reason = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.bytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.bytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                object.reason = message.reason;
            if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.bytes = typeof message.bytes === "number" ? $BigInt(message.bytes) : $util.Long.fromBits(message.bytes.low >>> 0, message.bytes.high >>> 0, true).toBigInt();
                else if (typeof message.bytes === "number")
                    object.bytes = options.longs === $String ? $String(message.bytes) : message.bytes;
                else
                    object.bytes = options.longs === $String ? $util.Long.prototype.toString.call(message.bytes) : options.longs === $Number ? new $util.LongBits(message.bytes.low >>> 0, message.bytes.high >>> 0).toNumber(true) : message.bytes;
            return object;
        };

        ByteReason.prototype.toJSON = function() {
            return ByteReason.toObject(this, $protobuf.util.toJSONOptions);
        };

        return ByteReason;
    })();

    patchmesh.Inventory = (function() {

        const Inventory = function (properties) {
            this.addresses = [];
            this.packages = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Inventory.prototype.hostName = "";
        Inventory.prototype.osId = "";
        Inventory.prototype.osVersion = "";
        Inventory.prototype.osName = "";
        Inventory.prototype.kernel = "";
        Inventory.prototype.architecture = "";
        Inventory.prototype.addresses = $util.emptyArray;
        Inventory.prototype.packages = $util.emptyArray;
        Inventory.prototype.hardware = null;
        Inventory.prototype.collectedAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Inventory.prototype.osCodename = "";

        Inventory.create = function(properties) {
            return new Inventory(properties);
        };

        Inventory.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName") && message.hostName !== "")
                writer.uint32(10).string(message.hostName);
            if (message.osId != null && $Object.hasOwnProperty.call(message, "osId") && message.osId !== "")
                writer.uint32(18).string(message.osId);
            if (message.osVersion != null && $Object.hasOwnProperty.call(message, "osVersion") && message.osVersion !== "")
                writer.uint32(26).string(message.osVersion);
            if (message.osName != null && $Object.hasOwnProperty.call(message, "osName") && message.osName !== "")
                writer.uint32(34).string(message.osName);
            if (message.kernel != null && $Object.hasOwnProperty.call(message, "kernel") && message.kernel !== "")
                writer.uint32(42).string(message.kernel);
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture") && message.architecture !== "")
                writer.uint32(50).string(message.architecture);
            if (message.addresses != null && message.addresses.length)
                for (let i = 0; i < message.addresses.length; ++i)
                    writer.uint32(58).string(message.addresses[i]);
            if (message.packages != null && message.packages.length)
                for (let i = 0; i < message.packages.length; ++i)
                    $root.patchmesh.InstalledPackage.encode(message.packages[i], writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.hardware != null && $Object.hasOwnProperty.call(message, "hardware"))
                $root.patchmesh.Hardware.encode(message.hardware, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.collectedAt != null && $Object.hasOwnProperty.call(message, "collectedAt") && (typeof message.collectedAt === "object" ? message.collectedAt.low || message.collectedAt.high : message.collectedAt !== 0))
                writer.uint32(80).uint64(message.collectedAt);
            if (message.osCodename != null && $Object.hasOwnProperty.call(message, "osCodename") && message.osCodename !== "")
                writer.uint32(90).string(message.osCodename);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Inventory.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Inventory();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.hostName = value;
                        else
                            delete message.hostName;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.osId = value;
                        else
                            delete message.osId;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.osVersion = value;
                        else
                            delete message.osVersion;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.osName = value;
                        else
                            delete message.osName;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kernel = value;
                        else
                            delete message.kernel;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.architecture = value;
                        else
                            delete message.architecture;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.addresses && message.addresses.length))
                            message.addresses = [];
                        message.addresses.push(reader.stringVerify());
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.packages && message.packages.length))
                            message.packages = [];
                        message.packages.push($root.patchmesh.InstalledPackage.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.hardware = $root.patchmesh.Hardware.decode(reader, reader.size(), $undefined, _depth + 1, message.hardware);
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.collectedAt = value;
                        else
                            delete message.collectedAt;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.osCodename = value;
                        else
                            delete message.osCodename;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Inventory.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Inventory)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Inventory: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Inventory();
            if (object.hostName != null)
                if (typeof object.hostName !== "string" || object.hostName.length)
                    message.hostName = $String(object.hostName);
            if (object.osId != null)
                if (typeof object.osId !== "string" || object.osId.length)
                    message.osId = $String(object.osId);
            if (object.osVersion != null)
                if (typeof object.osVersion !== "string" || object.osVersion.length)
                    message.osVersion = $String(object.osVersion);
            if (object.osName != null)
                if (typeof object.osName !== "string" || object.osName.length)
                    message.osName = $String(object.osName);
            if (object.kernel != null)
                if (typeof object.kernel !== "string" || object.kernel.length)
                    message.kernel = $String(object.kernel);
            if (object.architecture != null)
                if (typeof object.architecture !== "string" || object.architecture.length)
                    message.architecture = $String(object.architecture);
            if (object.addresses) {
                if (!$Array.isArray(object.addresses))
                    throw $TypeError(".patchmesh.Inventory.addresses: array expected");
                message.addresses = $Array(object.addresses.length);
                for (let i = 0; i < object.addresses.length; ++i)
                    message.addresses[i] = $String(object.addresses[i]);
            }
            if (object.packages) {
                if (!$Array.isArray(object.packages))
                    throw $TypeError(".patchmesh.Inventory.packages: array expected");
                message.packages = $Array(object.packages.length);
                for (let i = 0; i < object.packages.length; ++i) {
                    if (!$util.isObject(object.packages[i]))
                        throw $TypeError(".patchmesh.Inventory.packages: object expected");
                    message.packages[i] = $root.patchmesh.InstalledPackage.fromObject(object.packages[i], _depth + 1);
                }
            }
            if (object.hardware != null) {
                if (!$util.isObject(object.hardware))
                    throw $TypeError(".patchmesh.Inventory.hardware: object expected");
                message.hardware = $root.patchmesh.Hardware.fromObject(object.hardware, _depth + 1);
            }
            if (object.collectedAt != null)
                if (typeof object.collectedAt === "object" ? object.collectedAt.low || object.collectedAt.high : $Number(object.collectedAt) !== 0)
                    if ($util.Long)
                        message.collectedAt = $util.Long.fromValue(object.collectedAt, true);
                    else if (typeof object.collectedAt === "string")
                        message.collectedAt = $parseInt(object.collectedAt, 10);
                    else if (typeof object.collectedAt === "number")
                        message.collectedAt = object.collectedAt;
                    else if (typeof object.collectedAt === "object")
                        message.collectedAt = new $util.LongBits(object.collectedAt.low >>> 0, object.collectedAt.high >>> 0).toNumber(true);
            if (object.osCodename != null)
                if (typeof object.osCodename !== "string" || object.osCodename.length)
                    message.osCodename = $String(object.osCodename);
            return message;
        };

        Inventory.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.addresses = [];
                object.packages = [];
            }
            if (options.defaults) {
                object.hostName = "";
                object.osId = "";
                object.osVersion = "";
                object.osName = "";
                object.kernel = "";
                object.architecture = "";
                object.hardware = null;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.collectedAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.collectedAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.osCodename = "";
            }
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                object.hostName = message.hostName;
            if (message.osId != null && $Object.hasOwnProperty.call(message, "osId"))
                object.osId = message.osId;
            if (message.osVersion != null && $Object.hasOwnProperty.call(message, "osVersion"))
                object.osVersion = message.osVersion;
            if (message.osName != null && $Object.hasOwnProperty.call(message, "osName"))
                object.osName = message.osName;
            if (message.kernel != null && $Object.hasOwnProperty.call(message, "kernel"))
                object.kernel = message.kernel;
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture"))
                object.architecture = message.architecture;
            if (message.addresses && message.addresses.length) {
                object.addresses = $Array(message.addresses.length);
                for (let j = 0; j < message.addresses.length; ++j)
                    object.addresses[j] = message.addresses[j];
            }
            if (message.packages && message.packages.length) {
                object.packages = $Array(message.packages.length);
                for (let j = 0; j < message.packages.length; ++j)
                    object.packages[j] = $root.patchmesh.InstalledPackage.toObject(message.packages[j], options, _depth + 1);
            }
            if (message.hardware != null && $Object.hasOwnProperty.call(message, "hardware"))
                object.hardware = $root.patchmesh.Hardware.toObject(message.hardware, options, _depth + 1);
            if (message.collectedAt != null && $Object.hasOwnProperty.call(message, "collectedAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.collectedAt = typeof message.collectedAt === "number" ? $BigInt(message.collectedAt) : $util.Long.fromBits(message.collectedAt.low >>> 0, message.collectedAt.high >>> 0, true).toBigInt();
                else if (typeof message.collectedAt === "number")
                    object.collectedAt = options.longs === $String ? $String(message.collectedAt) : message.collectedAt;
                else
                    object.collectedAt = options.longs === $String ? $util.Long.prototype.toString.call(message.collectedAt) : options.longs === $Number ? new $util.LongBits(message.collectedAt.low >>> 0, message.collectedAt.high >>> 0).toNumber(true) : message.collectedAt;
            if (message.osCodename != null && $Object.hasOwnProperty.call(message, "osCodename"))
                object.osCodename = message.osCodename;
            return object;
        };

        Inventory.prototype.toJSON = function() {
            return Inventory.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Inventory;
    })();

    patchmesh.InstalledPackage = (function() {

        const InstalledPackage = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        InstalledPackage.prototype["package"] = "";
        InstalledPackage.prototype.version = "";
        InstalledPackage.prototype.architecture = "";
        InstalledPackage.prototype.status = "";
        InstalledPackage.prototype.source = "";
        InstalledPackage.prototype.sourceVersion = "";

        InstalledPackage.create = function(properties) {
            return new InstalledPackage(properties);
        };

        InstalledPackage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message["package"] != null && $Object.hasOwnProperty.call(message, "package") && message["package"] !== "")
                writer.uint32(10).string(message["package"]);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(18).string(message.version);
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture") && message.architecture !== "")
                writer.uint32(26).string(message.architecture);
            if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== "")
                writer.uint32(34).string(message.status);
            if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== "")
                writer.uint32(42).string(message.source);
            if (message.sourceVersion != null && $Object.hasOwnProperty.call(message, "sourceVersion") && message.sourceVersion !== "")
                writer.uint32(50).string(message.sourceVersion);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        InstalledPackage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.InstalledPackage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message["package"] = value;
                        else
                            delete message["package"];
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.architecture = value;
                        else
                            delete message.architecture;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.status = value;
                        else
                            delete message.status;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.source = value;
                        else
                            delete message.source;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.sourceVersion = value;
                        else
                            delete message.sourceVersion;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        InstalledPackage.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.InstalledPackage)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.InstalledPackage: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.InstalledPackage();
            if (object["package"] != null)
                if (typeof object["package"] !== "string" || object["package"].length)
                    message["package"] = $String(object["package"]);
            if (object.version != null)
                if (typeof object.version !== "string" || object.version.length)
                    message.version = $String(object.version);
            if (object.architecture != null)
                if (typeof object.architecture !== "string" || object.architecture.length)
                    message.architecture = $String(object.architecture);
            if (object.status != null)
                if (typeof object.status !== "string" || object.status.length)
                    message.status = $String(object.status);
            if (object.source != null)
                if (typeof object.source !== "string" || object.source.length)
                    message.source = $String(object.source);
            if (object.sourceVersion != null)
                if (typeof object.sourceVersion !== "string" || object.sourceVersion.length)
                    message.sourceVersion = $String(object.sourceVersion);
            return message;
        };

        InstalledPackage.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object["package"] = "";
                object.version = "";
                object.architecture = "";
                object.status = "";
                object.source = "";
                object.sourceVersion = "";
            }
            if (message["package"] != null && $Object.hasOwnProperty.call(message, "package"))
                object["package"] = message["package"];
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                object.version = message.version;
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture"))
                object.architecture = message.architecture;
            if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                object.status = message.status;
            if (message.source != null && $Object.hasOwnProperty.call(message, "source"))
                object.source = message.source;
            if (message.sourceVersion != null && $Object.hasOwnProperty.call(message, "sourceVersion"))
                object.sourceVersion = message.sourceVersion;
            return object;
        };

        InstalledPackage.prototype.toJSON = function() {
            return InstalledPackage.toObject(this, $protobuf.util.toJSONOptions);
        };

        return InstalledPackage;
    })();

    patchmesh.Hardware = (function() {

        const Hardware = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Hardware.prototype.vendor = "";
        Hardware.prototype.model = "";
        Hardware.prototype.cpu = "";
        Hardware.prototype.cores = 0;
        Hardware.prototype.memoryBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Hardware.prototype.diskBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        Hardware.create = function(properties) {
            return new Hardware(properties);
        };

        Hardware.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor") && message.vendor !== "")
                writer.uint32(10).string(message.vendor);
            if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== "")
                writer.uint32(18).string(message.model);
            if (message.cpu != null && $Object.hasOwnProperty.call(message, "cpu") && message.cpu !== "")
                writer.uint32(26).string(message.cpu);
            if (message.cores != null && $Object.hasOwnProperty.call(message, "cores") && message.cores !== 0)
                writer.uint32(32).uint32(message.cores);
            if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes") && (typeof message.memoryBytes === "object" ? message.memoryBytes.low || message.memoryBytes.high : message.memoryBytes !== 0))
                writer.uint32(40).uint64(message.memoryBytes);
            if (message.diskBytes != null && $Object.hasOwnProperty.call(message, "diskBytes") && (typeof message.diskBytes === "object" ? message.diskBytes.low || message.diskBytes.high : message.diskBytes !== 0))
                writer.uint32(48).uint64(message.diskBytes);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Hardware.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Hardware();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vendor = value;
                        else
                            delete message.vendor;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.model = value;
                        else
                            delete message.model;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.cpu = value;
                        else
                            delete message.cpu;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cores = value;
                        else
                            delete message.cores;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.memoryBytes = value;
                        else
                            delete message.memoryBytes;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.diskBytes = value;
                        else
                            delete message.diskBytes;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Hardware.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Hardware)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Hardware: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Hardware();
            if (object.vendor != null)
                if (typeof object.vendor !== "string" || object.vendor.length)
                    message.vendor = $String(object.vendor);
            if (object.model != null)
                if (typeof object.model !== "string" || object.model.length)
                    message.model = $String(object.model);
            if (object.cpu != null)
                if (typeof object.cpu !== "string" || object.cpu.length)
                    message.cpu = $String(object.cpu);
            if (object.cores != null)
                if ($Number(object.cores) !== 0)
                    message.cores = object.cores >>> 0;
            if (object.memoryBytes != null)
                if (typeof object.memoryBytes === "object" ? object.memoryBytes.low || object.memoryBytes.high : $Number(object.memoryBytes) !== 0)
                    if ($util.Long)
                        message.memoryBytes = $util.Long.fromValue(object.memoryBytes, true);
                    else if (typeof object.memoryBytes === "string")
                        message.memoryBytes = $parseInt(object.memoryBytes, 10);
                    else if (typeof object.memoryBytes === "number")
                        message.memoryBytes = object.memoryBytes;
                    else if (typeof object.memoryBytes === "object")
                        message.memoryBytes = new $util.LongBits(object.memoryBytes.low >>> 0, object.memoryBytes.high >>> 0).toNumber(true);
            if (object.diskBytes != null)
                if (typeof object.diskBytes === "object" ? object.diskBytes.low || object.diskBytes.high : $Number(object.diskBytes) !== 0)
                    if ($util.Long)
                        message.diskBytes = $util.Long.fromValue(object.diskBytes, true);
                    else if (typeof object.diskBytes === "string")
                        message.diskBytes = $parseInt(object.diskBytes, 10);
                    else if (typeof object.diskBytes === "number")
                        message.diskBytes = object.diskBytes;
                    else if (typeof object.diskBytes === "object")
                        message.diskBytes = new $util.LongBits(object.diskBytes.low >>> 0, object.diskBytes.high >>> 0).toNumber(true);
            return message;
        };

        Hardware.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.vendor = "";
                object.model = "";
                object.cpu = "";
                object.cores = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.memoryBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.memoryBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.diskBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.diskBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor"))
                object.vendor = message.vendor;
            if (message.model != null && $Object.hasOwnProperty.call(message, "model"))
                object.model = message.model;
            if (message.cpu != null && $Object.hasOwnProperty.call(message, "cpu"))
                object.cpu = message.cpu;
            if (message.cores != null && $Object.hasOwnProperty.call(message, "cores"))
                object.cores = message.cores;
            if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.memoryBytes = typeof message.memoryBytes === "number" ? $BigInt(message.memoryBytes) : $util.Long.fromBits(message.memoryBytes.low >>> 0, message.memoryBytes.high >>> 0, true).toBigInt();
                else if (typeof message.memoryBytes === "number")
                    object.memoryBytes = options.longs === $String ? $String(message.memoryBytes) : message.memoryBytes;
                else
                    object.memoryBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.memoryBytes) : options.longs === $Number ? new $util.LongBits(message.memoryBytes.low >>> 0, message.memoryBytes.high >>> 0).toNumber(true) : message.memoryBytes;
            if (message.diskBytes != null && $Object.hasOwnProperty.call(message, "diskBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.diskBytes = typeof message.diskBytes === "number" ? $BigInt(message.diskBytes) : $util.Long.fromBits(message.diskBytes.low >>> 0, message.diskBytes.high >>> 0, true).toBigInt();
                else if (typeof message.diskBytes === "number")
                    object.diskBytes = options.longs === $String ? $String(message.diskBytes) : message.diskBytes;
                else
                    object.diskBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.diskBytes) : options.longs === $Number ? new $util.LongBits(message.diskBytes.low >>> 0, message.diskBytes.high >>> 0).toNumber(true) : message.diskBytes;
            return object;
        };

        Hardware.prototype.toJSON = function() {
            return Hardware.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Hardware;
    })();

    patchmesh.Announcement = (function() {

        const Announcement = function (properties) {
            this.leases = [];
            this.holdings = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Announcement.prototype.fleet = $util.newBuffer([]);
        Announcement.prototype.site = "";
        Announcement.prototype.node = "";
        Announcement.prototype.boot = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Announcement.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Announcement.prototype.doing = "";
        Announcement.prototype.until = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Announcement.prototype.leases = $util.emptyArray;
        Announcement.prototype.holdings = $util.emptyArray;
        Announcement.prototype["class"] = "";

        Announcement.create = function(properties) {
            return new Announcement(properties);
        };

        Announcement.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet") && message.fleet.length)
                writer.uint32(10).bytes(message.fleet);
            if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                writer.uint32(18).string(message.site);
            if (message.node != null && $Object.hasOwnProperty.call(message, "node") && message.node !== "")
                writer.uint32(26).string(message.node);
            if (message.boot != null && $Object.hasOwnProperty.call(message, "boot") && (typeof message.boot === "object" ? message.boot.low || message.boot.high : message.boot !== 0))
                writer.uint32(32).uint64(message.boot);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(40).uint64(message.sequence);
            if (message.doing != null && $Object.hasOwnProperty.call(message, "doing") && message.doing !== "")
                writer.uint32(50).string(message.doing);
            if (message.until != null && $Object.hasOwnProperty.call(message, "until") && (typeof message.until === "object" ? message.until.low || message.until.high : message.until !== 0))
                writer.uint32(56).uint64(message.until);
            if (message.leases != null && message.leases.length)
                for (let i = 0; i < message.leases.length; ++i)
                    $root.patchmesh.Lease.encode(message.leases[i], writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.holdings != null && message.holdings.length)
                for (let i = 0; i < message.holdings.length; ++i)
                    $root.patchmesh.Holding.encode(message.holdings[i], writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message["class"] != null && $Object.hasOwnProperty.call(message, "class") && message["class"] !== "")
                writer.uint32(82).string(message["class"]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Announcement.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Announcement();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.fleet = value;
                        else
                            delete message.fleet;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.site = value;
                        else
                            delete message.site;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.node = value;
                        else
                            delete message.node;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.boot = value;
                        else
                            delete message.boot;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.doing = value;
                        else
                            delete message.doing;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.until = value;
                        else
                            delete message.until;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.leases && message.leases.length))
                            message.leases = [];
                        message.leases.push($root.patchmesh.Lease.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if (!(message.holdings && message.holdings.length))
                            message.holdings = [];
                        message.holdings.push($root.patchmesh.Holding.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message["class"] = value;
                        else
                            delete message["class"];
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Announcement.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Announcement)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Announcement: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Announcement();
            if (object.fleet != null)
                if (object.fleet.length)
                    if (typeof object.fleet === "string")
                        $util.base64.decode(object.fleet, message.fleet = $util.newBuffer($util.base64.length(object.fleet)), 0);
                    else if (object.fleet.length >= 0)
                        message.fleet = object.fleet;
            if (object.site != null)
                if (typeof object.site !== "string" || object.site.length)
                    message.site = $String(object.site);
            if (object.node != null)
                if (typeof object.node !== "string" || object.node.length)
                    message.node = $String(object.node);
            if (object.boot != null)
                if (typeof object.boot === "object" ? object.boot.low || object.boot.high : $Number(object.boot) !== 0)
                    if ($util.Long)
                        message.boot = $util.Long.fromValue(object.boot, true);
                    else if (typeof object.boot === "string")
                        message.boot = $parseInt(object.boot, 10);
                    else if (typeof object.boot === "number")
                        message.boot = object.boot;
                    else if (typeof object.boot === "object")
                        message.boot = new $util.LongBits(object.boot.low >>> 0, object.boot.high >>> 0).toNumber(true);
            if (object.sequence != null)
                if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                    if ($util.Long)
                        message.sequence = $util.Long.fromValue(object.sequence, true);
                    else if (typeof object.sequence === "string")
                        message.sequence = $parseInt(object.sequence, 10);
                    else if (typeof object.sequence === "number")
                        message.sequence = object.sequence;
                    else if (typeof object.sequence === "object")
                        message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
            if (object.doing != null)
                if (typeof object.doing !== "string" || object.doing.length)
                    message.doing = $String(object.doing);
            if (object.until != null)
                if (typeof object.until === "object" ? object.until.low || object.until.high : $Number(object.until) !== 0)
                    if ($util.Long)
                        message.until = $util.Long.fromValue(object.until, true);
                    else if (typeof object.until === "string")
                        message.until = $parseInt(object.until, 10);
                    else if (typeof object.until === "number")
                        message.until = object.until;
                    else if (typeof object.until === "object")
                        message.until = new $util.LongBits(object.until.low >>> 0, object.until.high >>> 0).toNumber(true);
            if (object.leases) {
                if (!$Array.isArray(object.leases))
                    throw $TypeError(".patchmesh.Announcement.leases: array expected");
                message.leases = $Array(object.leases.length);
                for (let i = 0; i < object.leases.length; ++i) {
                    if (!$util.isObject(object.leases[i]))
                        throw $TypeError(".patchmesh.Announcement.leases: object expected");
                    message.leases[i] = $root.patchmesh.Lease.fromObject(object.leases[i], _depth + 1);
                }
            }
            if (object.holdings) {
                if (!$Array.isArray(object.holdings))
                    throw $TypeError(".patchmesh.Announcement.holdings: array expected");
                message.holdings = $Array(object.holdings.length);
                for (let i = 0; i < object.holdings.length; ++i) {
                    if (!$util.isObject(object.holdings[i]))
                        throw $TypeError(".patchmesh.Announcement.holdings: object expected");
                    message.holdings[i] = $root.patchmesh.Holding.fromObject(object.holdings[i], _depth + 1);
                }
            }
            if (object["class"] != null)
                if (typeof object["class"] !== "string" || object["class"].length)
                    message["class"] = $String(object["class"]);
            return message;
        };

        Announcement.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.leases = [];
                object.holdings = [];
            }
            if (options.defaults) {
                if (options.bytes === $String)
                    object.fleet = "";
                else {
                    object.fleet = [];
                    if (options.bytes !== $Array)
                        object.fleet = $util.newBuffer(object.fleet);
                }
                object.site = "";
                object.node = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.boot = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.boot = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.doing = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.until = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.until = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object["class"] = "";
            }
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet"))
                object.fleet = options.bytes === $String ? $util.base64.encode(message.fleet, 0, message.fleet.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.fleet) : message.fleet;
            if (message.site != null && $Object.hasOwnProperty.call(message, "site"))
                object.site = message.site;
            if (message.node != null && $Object.hasOwnProperty.call(message, "node"))
                object.node = message.node;
            if (message.boot != null && $Object.hasOwnProperty.call(message, "boot"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.boot = typeof message.boot === "number" ? $BigInt(message.boot) : $util.Long.fromBits(message.boot.low >>> 0, message.boot.high >>> 0, true).toBigInt();
                else if (typeof message.boot === "number")
                    object.boot = options.longs === $String ? $String(message.boot) : message.boot;
                else
                    object.boot = options.longs === $String ? $util.Long.prototype.toString.call(message.boot) : options.longs === $Number ? new $util.LongBits(message.boot.low >>> 0, message.boot.high >>> 0).toNumber(true) : message.boot;
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                else if (typeof message.sequence === "number")
                    object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                else
                    object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
            if (message.doing != null && $Object.hasOwnProperty.call(message, "doing"))
                object.doing = message.doing;
            if (message.until != null && $Object.hasOwnProperty.call(message, "until"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.until = typeof message.until === "number" ? $BigInt(message.until) : $util.Long.fromBits(message.until.low >>> 0, message.until.high >>> 0, true).toBigInt();
                else if (typeof message.until === "number")
                    object.until = options.longs === $String ? $String(message.until) : message.until;
                else
                    object.until = options.longs === $String ? $util.Long.prototype.toString.call(message.until) : options.longs === $Number ? new $util.LongBits(message.until.low >>> 0, message.until.high >>> 0).toNumber(true) : message.until;
            if (message.leases && message.leases.length) {
                object.leases = $Array(message.leases.length);
                for (let j = 0; j < message.leases.length; ++j)
                    object.leases[j] = $root.patchmesh.Lease.toObject(message.leases[j], options, _depth + 1);
            }
            if (message.holdings && message.holdings.length) {
                object.holdings = $Array(message.holdings.length);
                for (let j = 0; j < message.holdings.length; ++j)
                    object.holdings[j] = $root.patchmesh.Holding.toObject(message.holdings[j], options, _depth + 1);
            }
            if (message["class"] != null && $Object.hasOwnProperty.call(message, "class"))
                object["class"] = message["class"];
            return object;
        };

        Announcement.prototype.toJSON = function() {
            return Announcement.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Announcement;
    })();

    patchmesh.Lease = (function() {

        const Lease = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Lease.prototype.artifact = $util.newBuffer([]);
        Lease.prototype.first = 0;
        Lease.prototype.count = 0;

        Lease.create = function(properties) {
            return new Lease(properties);
        };

        Lease.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact") && message.artifact.length)
                writer.uint32(10).bytes(message.artifact);
            if (message.first != null && $Object.hasOwnProperty.call(message, "first") && message.first !== 0)
                writer.uint32(16).uint32(message.first);
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                writer.uint32(24).uint32(message.count);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Lease.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Lease();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.artifact = value;
                        else
                            delete message.artifact;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.first = value;
                        else
                            delete message.first;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.count = value;
                        else
                            delete message.count;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Lease.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Lease)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Lease: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Lease();
            if (object.artifact != null)
                if (object.artifact.length)
                    if (typeof object.artifact === "string")
                        $util.base64.decode(object.artifact, message.artifact = $util.newBuffer($util.base64.length(object.artifact)), 0);
                    else if (object.artifact.length >= 0)
                        message.artifact = object.artifact;
            if (object.first != null)
                if ($Number(object.first) !== 0)
                    message.first = object.first >>> 0;
            if (object.count != null)
                if ($Number(object.count) !== 0)
                    message.count = object.count >>> 0;
            return message;
        };

        Lease.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.artifact = "";
                else {
                    object.artifact = [];
                    if (options.bytes !== $Array)
                        object.artifact = $util.newBuffer(object.artifact);
                }
                object.first = 0;
                object.count = 0;
            }
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                object.artifact = options.bytes === $String ? $util.base64.encode(message.artifact, 0, message.artifact.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.artifact) : message.artifact;
            if (message.first != null && $Object.hasOwnProperty.call(message, "first"))
                object.first = message.first;
            if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                object.count = message.count;
            return object;
        };

        Lease.prototype.toJSON = function() {
            return Lease.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Lease;
    })();

    patchmesh.Holding = (function() {

        const Holding = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Holding.prototype.artifact = $util.newBuffer([]);
        Holding.prototype.pieces = 0;

        Holding.create = function(properties) {
            return new Holding(properties);
        };

        Holding.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact") && message.artifact.length)
                writer.uint32(10).bytes(message.artifact);
            if (message.pieces != null && $Object.hasOwnProperty.call(message, "pieces") && message.pieces !== 0)
                writer.uint32(16).uint32(message.pieces);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Holding.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Holding();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.artifact = value;
                        else
                            delete message.artifact;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.pieces = value;
                        else
                            delete message.pieces;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Holding.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Holding)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Holding: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Holding();
            if (object.artifact != null)
                if (object.artifact.length)
                    if (typeof object.artifact === "string")
                        $util.base64.decode(object.artifact, message.artifact = $util.newBuffer($util.base64.length(object.artifact)), 0);
                    else if (object.artifact.length >= 0)
                        message.artifact = object.artifact;
            if (object.pieces != null)
                if ($Number(object.pieces) !== 0)
                    message.pieces = object.pieces >>> 0;
            return message;
        };

        Holding.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.artifact = "";
                else {
                    object.artifact = [];
                    if (options.bytes !== $Array)
                        object.artifact = $util.newBuffer(object.artifact);
                }
                object.pieces = 0;
            }
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                object.artifact = options.bytes === $String ? $util.base64.encode(message.artifact, 0, message.artifact.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.artifact) : message.artifact;
            if (message.pieces != null && $Object.hasOwnProperty.call(message, "pieces"))
                object.pieces = message.pieces;
            return object;
        };

        Holding.prototype.toJSON = function() {
            return Holding.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Holding;
    })();

    patchmesh.JoinToken = (function() {

        const JoinToken = function (properties) {
            this.addresses = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        JoinToken.prototype.fleet = $util.newBuffer([]);
        JoinToken.prototype.coordinator = "";
        JoinToken.prototype.addresses = $util.emptyArray;
        JoinToken.prototype.rootVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        JoinToken.prototype.rootDigest = $util.newBuffer([]);
        JoinToken.prototype.secret = $util.newBuffer([]);

        JoinToken.create = function(properties) {
            return new JoinToken(properties);
        };

        JoinToken.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet") && message.fleet.length)
                writer.uint32(10).bytes(message.fleet);
            if (message.coordinator != null && $Object.hasOwnProperty.call(message, "coordinator") && message.coordinator !== "")
                writer.uint32(18).string(message.coordinator);
            if (message.addresses != null && message.addresses.length)
                for (let i = 0; i < message.addresses.length; ++i)
                    writer.uint32(26).string(message.addresses[i]);
            if (message.rootVersion != null && $Object.hasOwnProperty.call(message, "rootVersion") && (typeof message.rootVersion === "object" ? message.rootVersion.low || message.rootVersion.high : message.rootVersion !== 0))
                writer.uint32(32).uint64(message.rootVersion);
            if (message.rootDigest != null && $Object.hasOwnProperty.call(message, "rootDigest") && message.rootDigest.length)
                writer.uint32(42).bytes(message.rootDigest);
            if (message.secret != null && $Object.hasOwnProperty.call(message, "secret") && message.secret.length)
                writer.uint32(50).bytes(message.secret);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        JoinToken.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.JoinToken();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.fleet = value;
                        else
                            delete message.fleet;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.coordinator = value;
                        else
                            delete message.coordinator;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.addresses && message.addresses.length))
                            message.addresses = [];
                        message.addresses.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.rootVersion = value;
                        else
                            delete message.rootVersion;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.rootDigest = value;
                        else
                            delete message.rootDigest;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.secret = value;
                        else
                            delete message.secret;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        JoinToken.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.JoinToken)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.JoinToken: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.JoinToken();
            if (object.fleet != null)
                if (object.fleet.length)
                    if (typeof object.fleet === "string")
                        $util.base64.decode(object.fleet, message.fleet = $util.newBuffer($util.base64.length(object.fleet)), 0);
                    else if (object.fleet.length >= 0)
                        message.fleet = object.fleet;
            if (object.coordinator != null)
                if (typeof object.coordinator !== "string" || object.coordinator.length)
                    message.coordinator = $String(object.coordinator);
            if (object.addresses) {
                if (!$Array.isArray(object.addresses))
                    throw $TypeError(".patchmesh.JoinToken.addresses: array expected");
                message.addresses = $Array(object.addresses.length);
                for (let i = 0; i < object.addresses.length; ++i)
                    message.addresses[i] = $String(object.addresses[i]);
            }
            if (object.rootVersion != null)
                if (typeof object.rootVersion === "object" ? object.rootVersion.low || object.rootVersion.high : $Number(object.rootVersion) !== 0)
                    if ($util.Long)
                        message.rootVersion = $util.Long.fromValue(object.rootVersion, true);
                    else if (typeof object.rootVersion === "string")
                        message.rootVersion = $parseInt(object.rootVersion, 10);
                    else if (typeof object.rootVersion === "number")
                        message.rootVersion = object.rootVersion;
                    else if (typeof object.rootVersion === "object")
                        message.rootVersion = new $util.LongBits(object.rootVersion.low >>> 0, object.rootVersion.high >>> 0).toNumber(true);
            if (object.rootDigest != null)
                if (object.rootDigest.length)
                    if (typeof object.rootDigest === "string")
                        $util.base64.decode(object.rootDigest, message.rootDigest = $util.newBuffer($util.base64.length(object.rootDigest)), 0);
                    else if (object.rootDigest.length >= 0)
                        message.rootDigest = object.rootDigest;
            if (object.secret != null)
                if (object.secret.length)
                    if (typeof object.secret === "string")
                        $util.base64.decode(object.secret, message.secret = $util.newBuffer($util.base64.length(object.secret)), 0);
                    else if (object.secret.length >= 0)
                        message.secret = object.secret;
            return message;
        };

        JoinToken.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.addresses = [];
            if (options.defaults) {
                if (options.bytes === $String)
                    object.fleet = "";
                else {
                    object.fleet = [];
                    if (options.bytes !== $Array)
                        object.fleet = $util.newBuffer(object.fleet);
                }
                object.coordinator = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.rootVersion = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.rootVersion = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (options.bytes === $String)
                    object.rootDigest = "";
                else {
                    object.rootDigest = [];
                    if (options.bytes !== $Array)
                        object.rootDigest = $util.newBuffer(object.rootDigest);
                }
                if (options.bytes === $String)
                    object.secret = "";
                else {
                    object.secret = [];
                    if (options.bytes !== $Array)
                        object.secret = $util.newBuffer(object.secret);
                }
            }
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet"))
                object.fleet = options.bytes === $String ? $util.base64.encode(message.fleet, 0, message.fleet.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.fleet) : message.fleet;
            if (message.coordinator != null && $Object.hasOwnProperty.call(message, "coordinator"))
                object.coordinator = message.coordinator;
            if (message.addresses && message.addresses.length) {
                object.addresses = $Array(message.addresses.length);
                for (let j = 0; j < message.addresses.length; ++j)
                    object.addresses[j] = message.addresses[j];
            }
            if (message.rootVersion != null && $Object.hasOwnProperty.call(message, "rootVersion"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.rootVersion = typeof message.rootVersion === "number" ? $BigInt(message.rootVersion) : $util.Long.fromBits(message.rootVersion.low >>> 0, message.rootVersion.high >>> 0, true).toBigInt();
                else if (typeof message.rootVersion === "number")
                    object.rootVersion = options.longs === $String ? $String(message.rootVersion) : message.rootVersion;
                else
                    object.rootVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.rootVersion) : options.longs === $Number ? new $util.LongBits(message.rootVersion.low >>> 0, message.rootVersion.high >>> 0).toNumber(true) : message.rootVersion;
            if (message.rootDigest != null && $Object.hasOwnProperty.call(message, "rootDigest"))
                object.rootDigest = options.bytes === $String ? $util.base64.encode(message.rootDigest, 0, message.rootDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.rootDigest) : message.rootDigest;
            if (message.secret != null && $Object.hasOwnProperty.call(message, "secret"))
                object.secret = options.bytes === $String ? $util.base64.encode(message.secret, 0, message.secret.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.secret) : message.secret;
            return object;
        };

        JoinToken.prototype.toJSON = function() {
            return JoinToken.toObject(this, $protobuf.util.toJSONOptions);
        };

        return JoinToken;
    })();

    patchmesh.JoinRequest = (function() {

        const JoinRequest = function (properties) {
            this.addresses = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        JoinRequest.prototype.spec = 0;
        JoinRequest.prototype.fleet = $util.newBuffer([]);
        JoinRequest.prototype.secret = $util.newBuffer([]);
        JoinRequest.prototype.hostName = "";
        JoinRequest.prototype["class"] = "";
        JoinRequest.prototype.addresses = $util.emptyArray;

        JoinRequest.create = function(properties) {
            return new JoinRequest(properties);
        };

        JoinRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.spec != null && $Object.hasOwnProperty.call(message, "spec") && message.spec !== 0)
                writer.uint32(8).uint32(message.spec);
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet") && message.fleet.length)
                writer.uint32(18).bytes(message.fleet);
            if (message.secret != null && $Object.hasOwnProperty.call(message, "secret") && message.secret.length)
                writer.uint32(26).bytes(message.secret);
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName") && message.hostName !== "")
                writer.uint32(34).string(message.hostName);
            if (message["class"] != null && $Object.hasOwnProperty.call(message, "class") && message["class"] !== "")
                writer.uint32(42).string(message["class"]);
            if (message.addresses != null && message.addresses.length)
                for (let i = 0; i < message.addresses.length; ++i)
                    writer.uint32(50).string(message.addresses[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        JoinRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.JoinRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.spec = value;
                        else
                            delete message.spec;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.fleet = value;
                        else
                            delete message.fleet;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.secret = value;
                        else
                            delete message.secret;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.hostName = value;
                        else
                            delete message.hostName;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message["class"] = value;
                        else
                            delete message["class"];
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.addresses && message.addresses.length))
                            message.addresses = [];
                        message.addresses.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        JoinRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.JoinRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.JoinRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.JoinRequest();
            if (object.spec != null)
                if ($Number(object.spec) !== 0)
                    message.spec = object.spec >>> 0;
            if (object.fleet != null)
                if (object.fleet.length)
                    if (typeof object.fleet === "string")
                        $util.base64.decode(object.fleet, message.fleet = $util.newBuffer($util.base64.length(object.fleet)), 0);
                    else if (object.fleet.length >= 0)
                        message.fleet = object.fleet;
            if (object.secret != null)
                if (object.secret.length)
                    if (typeof object.secret === "string")
                        $util.base64.decode(object.secret, message.secret = $util.newBuffer($util.base64.length(object.secret)), 0);
                    else if (object.secret.length >= 0)
                        message.secret = object.secret;
            if (object.hostName != null)
                if (typeof object.hostName !== "string" || object.hostName.length)
                    message.hostName = $String(object.hostName);
            if (object["class"] != null)
                if (typeof object["class"] !== "string" || object["class"].length)
                    message["class"] = $String(object["class"]);
            if (object.addresses) {
                if (!$Array.isArray(object.addresses))
                    throw $TypeError(".patchmesh.JoinRequest.addresses: array expected");
                message.addresses = $Array(object.addresses.length);
                for (let i = 0; i < object.addresses.length; ++i)
                    message.addresses[i] = $String(object.addresses[i]);
            }
            return message;
        };

        JoinRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.addresses = [];
            if (options.defaults) {
                object.spec = 0;
                if (options.bytes === $String)
                    object.fleet = "";
                else {
                    object.fleet = [];
                    if (options.bytes !== $Array)
                        object.fleet = $util.newBuffer(object.fleet);
                }
                if (options.bytes === $String)
                    object.secret = "";
                else {
                    object.secret = [];
                    if (options.bytes !== $Array)
                        object.secret = $util.newBuffer(object.secret);
                }
                object.hostName = "";
                object["class"] = "";
            }
            if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                object.spec = message.spec;
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet"))
                object.fleet = options.bytes === $String ? $util.base64.encode(message.fleet, 0, message.fleet.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.fleet) : message.fleet;
            if (message.secret != null && $Object.hasOwnProperty.call(message, "secret"))
                object.secret = options.bytes === $String ? $util.base64.encode(message.secret, 0, message.secret.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.secret) : message.secret;
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                object.hostName = message.hostName;
            if (message["class"] != null && $Object.hasOwnProperty.call(message, "class"))
                object["class"] = message["class"];
            if (message.addresses && message.addresses.length) {
                object.addresses = $Array(message.addresses.length);
                for (let j = 0; j < message.addresses.length; ++j)
                    object.addresses[j] = message.addresses[j];
            }
            return object;
        };

        JoinRequest.prototype.toJSON = function() {
            return JoinRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        return JoinRequest;
    })();

    patchmesh.JoinAnswer = (function() {

        const JoinAnswer = function (properties) {
            this.roots = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        JoinAnswer.prototype.refused = "";
        JoinAnswer.prototype.message = "";
        JoinAnswer.prototype.site = "";
        JoinAnswer.prototype.roots = $util.emptyArray;
        JoinAnswer.prototype.roster = $util.newBuffer([]);

        JoinAnswer.create = function(properties) {
            return new JoinAnswer(properties);
        };

        JoinAnswer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                writer.uint32(10).string(message.refused);
            if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                writer.uint32(18).string(message.message);
            if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                writer.uint32(26).string(message.site);
            if (message.roots != null && message.roots.length)
                for (let i = 0; i < message.roots.length; ++i)
                    writer.uint32(34).bytes(message.roots[i]);
            if (message.roster != null && $Object.hasOwnProperty.call(message, "roster") && message.roster.length)
                writer.uint32(42).bytes(message.roster);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        JoinAnswer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.JoinAnswer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.refused = value;
                        else
                            delete message.refused;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.message = value;
                        else
                            delete message.message;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.site = value;
                        else
                            delete message.site;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.roots && message.roots.length))
                            message.roots = [];
                        message.roots.push(reader.bytes());
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.roster = value;
                        else
                            delete message.roster;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        JoinAnswer.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.JoinAnswer)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.JoinAnswer: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.JoinAnswer();
            if (object.refused != null)
                if (typeof object.refused !== "string" || object.refused.length)
                    message.refused = $String(object.refused);
            if (object.message != null)
                if (typeof object.message !== "string" || object.message.length)
                    message.message = $String(object.message);
            if (object.site != null)
                if (typeof object.site !== "string" || object.site.length)
                    message.site = $String(object.site);
            if (object.roots) {
                if (!$Array.isArray(object.roots))
                    throw $TypeError(".patchmesh.JoinAnswer.roots: array expected");
                message.roots = $Array(object.roots.length);
                for (let i = 0; i < object.roots.length; ++i)
                    if (typeof object.roots[i] === "string")
                        $util.base64.decode(object.roots[i], message.roots[i] = $util.newBuffer($util.base64.length(object.roots[i])), 0);
                    else if (object.roots[i].length >= 0)
                        message.roots[i] = object.roots[i];
            }
            if (object.roster != null)
                if (object.roster.length)
                    if (typeof object.roster === "string")
                        $util.base64.decode(object.roster, message.roster = $util.newBuffer($util.base64.length(object.roster)), 0);
                    else if (object.roster.length >= 0)
                        message.roster = object.roster;
            return message;
        };

        JoinAnswer.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.roots = [];
            if (options.defaults) {
                object.refused = "";
                object.message = "";
                object.site = "";
                if (options.bytes === $String)
                    object.roster = "";
                else {
                    object.roster = [];
                    if (options.bytes !== $Array)
                        object.roster = $util.newBuffer(object.roster);
                }
            }
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                object.refused = message.refused;
            if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                object.message = message.message;
            if (message.site != null && $Object.hasOwnProperty.call(message, "site"))
                object.site = message.site;
            if (message.roots && message.roots.length) {
                object.roots = $Array(message.roots.length);
                for (let j = 0; j < message.roots.length; ++j)
                    object.roots[j] = options.bytes === $String ? $util.base64.encode(message.roots[j], 0, message.roots[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.roots[j]) : message.roots[j];
            }
            if (message.roster != null && $Object.hasOwnProperty.call(message, "roster"))
                object.roster = options.bytes === $String ? $util.base64.encode(message.roster, 0, message.roster.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.roster) : message.roster;
            return object;
        };

        JoinAnswer.prototype.toJSON = function() {
            return JoinAnswer.toObject(this, $protobuf.util.toJSONOptions);
        };

        return JoinAnswer;
    })();

    patchmesh.Hello = (function() {

        const Hello = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Hello.prototype.spec = 0;
        Hello.prototype.fleet = $util.newBuffer([]);
        Hello.prototype.site = "";

        Hello.create = function(properties) {
            return new Hello(properties);
        };

        Hello.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.spec != null && $Object.hasOwnProperty.call(message, "spec") && message.spec !== 0)
                writer.uint32(8).uint32(message.spec);
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet") && message.fleet.length)
                writer.uint32(18).bytes(message.fleet);
            if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                writer.uint32(26).string(message.site);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Hello.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Hello();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.spec = value;
                        else
                            delete message.spec;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.fleet = value;
                        else
                            delete message.fleet;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.site = value;
                        else
                            delete message.site;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Hello.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Hello)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Hello: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Hello();
            if (object.spec != null)
                if ($Number(object.spec) !== 0)
                    message.spec = object.spec >>> 0;
            if (object.fleet != null)
                if (object.fleet.length)
                    if (typeof object.fleet === "string")
                        $util.base64.decode(object.fleet, message.fleet = $util.newBuffer($util.base64.length(object.fleet)), 0);
                    else if (object.fleet.length >= 0)
                        message.fleet = object.fleet;
            if (object.site != null)
                if (typeof object.site !== "string" || object.site.length)
                    message.site = $String(object.site);
            return message;
        };

        Hello.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.spec = 0;
                if (options.bytes === $String)
                    object.fleet = "";
                else {
                    object.fleet = [];
                    if (options.bytes !== $Array)
                        object.fleet = $util.newBuffer(object.fleet);
                }
                object.site = "";
            }
            if (message.spec != null && $Object.hasOwnProperty.call(message, "spec"))
                object.spec = message.spec;
            if (message.fleet != null && $Object.hasOwnProperty.call(message, "fleet"))
                object.fleet = options.bytes === $String ? $util.base64.encode(message.fleet, 0, message.fleet.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.fleet) : message.fleet;
            if (message.site != null && $Object.hasOwnProperty.call(message, "site"))
                object.site = message.site;
            return object;
        };

        Hello.prototype.toJSON = function() {
            return Hello.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Hello;
    })();

    patchmesh.SyncOffer = (function() {

        const SyncOffer = function (properties) {
            this.peers = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SyncOffer.prototype.summary = $util.newBuffer([]);
        SyncOffer.prototype.peers = $util.emptyArray;
        SyncOffer.prototype.elsewhere = false;
        SyncOffer.prototype.peersKnown = false;

        SyncOffer.create = function(properties) {
            return new SyncOffer(properties);
        };

        SyncOffer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary") && message.summary.length)
                writer.uint32(10).bytes(message.summary);
            if (message.peers != null && message.peers.length)
                for (let i = 0; i < message.peers.length; ++i)
                    $root.patchmesh.PeerAddresses.encode(message.peers[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.elsewhere != null && $Object.hasOwnProperty.call(message, "elsewhere") && message.elsewhere !== false)
                writer.uint32(24).bool(message.elsewhere);
            if (message.peersKnown != null && $Object.hasOwnProperty.call(message, "peersKnown") && message.peersKnown !== false)
                writer.uint32(32).bool(message.peersKnown);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SyncOffer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.SyncOffer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.summary = value;
                        else
                            delete message.summary;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.peers && message.peers.length))
                            message.peers = [];
                        message.peers.push($root.patchmesh.PeerAddresses.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.elsewhere = value;
                        else
                            delete message.elsewhere;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.peersKnown = value;
                        else
                            delete message.peersKnown;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SyncOffer.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.SyncOffer)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.SyncOffer: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.SyncOffer();
            if (object.summary != null)
                if (object.summary.length)
                    if (typeof object.summary === "string")
                        $util.base64.decode(object.summary, message.summary = $util.newBuffer($util.base64.length(object.summary)), 0);
                    else if (object.summary.length >= 0)
                        message.summary = object.summary;
            if (object.peers) {
                if (!$Array.isArray(object.peers))
                    throw $TypeError(".patchmesh.SyncOffer.peers: array expected");
                message.peers = $Array(object.peers.length);
                for (let i = 0; i < object.peers.length; ++i) {
                    if (!$util.isObject(object.peers[i]))
                        throw $TypeError(".patchmesh.SyncOffer.peers: object expected");
                    message.peers[i] = $root.patchmesh.PeerAddresses.fromObject(object.peers[i], _depth + 1);
                }
            }
            if (object.elsewhere != null)
                if (object.elsewhere)
                    message.elsewhere = $Boolean(object.elsewhere);
            if (object.peersKnown != null)
                if (object.peersKnown)
                    message.peersKnown = $Boolean(object.peersKnown);
            return message;
        };

        SyncOffer.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.peers = [];
            if (options.defaults) {
                if (options.bytes === $String)
                    object.summary = "";
                else {
                    object.summary = [];
                    if (options.bytes !== $Array)
                        object.summary = $util.newBuffer(object.summary);
                }
                object.elsewhere = false;
                object.peersKnown = false;
            }
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary"))
                object.summary = options.bytes === $String ? $util.base64.encode(message.summary, 0, message.summary.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.summary) : message.summary;
            if (message.peers && message.peers.length) {
                object.peers = $Array(message.peers.length);
                for (let j = 0; j < message.peers.length; ++j)
                    object.peers[j] = $root.patchmesh.PeerAddresses.toObject(message.peers[j], options, _depth + 1);
            }
            if (message.elsewhere != null && $Object.hasOwnProperty.call(message, "elsewhere"))
                object.elsewhere = message.elsewhere;
            if (message.peersKnown != null && $Object.hasOwnProperty.call(message, "peersKnown"))
                object.peersKnown = message.peersKnown;
            return object;
        };

        SyncOffer.prototype.toJSON = function() {
            return SyncOffer.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SyncOffer;
    })();

    patchmesh.PeerAddresses = (function() {

        const PeerAddresses = function (properties) {
            this.addresses = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        PeerAddresses.prototype.node = "";
        PeerAddresses.prototype.addresses = $util.emptyArray;
        PeerAddresses.prototype.age = 0;

        PeerAddresses.create = function(properties) {
            return new PeerAddresses(properties);
        };

        PeerAddresses.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.node != null && $Object.hasOwnProperty.call(message, "node") && message.node !== "")
                writer.uint32(10).string(message.node);
            if (message.addresses != null && message.addresses.length)
                for (let i = 0; i < message.addresses.length; ++i)
                    writer.uint32(18).string(message.addresses[i]);
            if (message.age != null && $Object.hasOwnProperty.call(message, "age") && message.age !== 0)
                writer.uint32(24).uint32(message.age);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        PeerAddresses.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.PeerAddresses();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.node = value;
                        else
                            delete message.node;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.addresses && message.addresses.length))
                            message.addresses = [];
                        message.addresses.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.age = value;
                        else
                            delete message.age;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        PeerAddresses.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.PeerAddresses)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.PeerAddresses: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.PeerAddresses();
            if (object.node != null)
                if (typeof object.node !== "string" || object.node.length)
                    message.node = $String(object.node);
            if (object.addresses) {
                if (!$Array.isArray(object.addresses))
                    throw $TypeError(".patchmesh.PeerAddresses.addresses: array expected");
                message.addresses = $Array(object.addresses.length);
                for (let i = 0; i < object.addresses.length; ++i)
                    message.addresses[i] = $String(object.addresses[i]);
            }
            if (object.age != null)
                if ($Number(object.age) !== 0)
                    message.age = object.age >>> 0;
            return message;
        };

        PeerAddresses.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.addresses = [];
            if (options.defaults) {
                object.node = "";
                object.age = 0;
            }
            if (message.node != null && $Object.hasOwnProperty.call(message, "node"))
                object.node = message.node;
            if (message.addresses && message.addresses.length) {
                object.addresses = $Array(message.addresses.length);
                for (let j = 0; j < message.addresses.length; ++j)
                    object.addresses[j] = message.addresses[j];
            }
            if (message.age != null && $Object.hasOwnProperty.call(message, "age"))
                object.age = message.age;
            return object;
        };

        PeerAddresses.prototype.toJSON = function() {
            return PeerAddresses.toObject(this, $protobuf.util.toJSONOptions);
        };

        return PeerAddresses;
    })();

    patchmesh.SyncHeads = (function() {

        const SyncHeads = function (properties) {
            this.heads = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SyncHeads.prototype.heads = $util.emptyArray;

        SyncHeads.create = function(properties) {
            return new SyncHeads(properties);
        };

        SyncHeads.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.heads != null && message.heads.length)
                for (let i = 0; i < message.heads.length; ++i)
                    $root.patchmesh.Head.encode(message.heads[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SyncHeads.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.SyncHeads();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.heads && message.heads.length))
                            message.heads = [];
                        message.heads.push($root.patchmesh.Head.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SyncHeads.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.SyncHeads)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.SyncHeads: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.SyncHeads();
            if (object.heads) {
                if (!$Array.isArray(object.heads))
                    throw $TypeError(".patchmesh.SyncHeads.heads: array expected");
                message.heads = $Array(object.heads.length);
                for (let i = 0; i < object.heads.length; ++i) {
                    if (!$util.isObject(object.heads[i]))
                        throw $TypeError(".patchmesh.SyncHeads.heads: object expected");
                    message.heads[i] = $root.patchmesh.Head.fromObject(object.heads[i], _depth + 1);
                }
            }
            return message;
        };

        SyncHeads.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.heads = [];
            if (message.heads && message.heads.length) {
                object.heads = $Array(message.heads.length);
                for (let j = 0; j < message.heads.length; ++j)
                    object.heads[j] = $root.patchmesh.Head.toObject(message.heads[j], options, _depth + 1);
            }
            return object;
        };

        SyncHeads.prototype.toJSON = function() {
            return SyncHeads.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SyncHeads;
    })();

    patchmesh.SyncGet = (function() {

        const SyncGet = function (properties) {
            this.digests = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SyncGet.prototype.digests = $util.emptyArray;
        SyncGet.prototype.summary = $util.newBuffer([]);

        SyncGet.create = function(properties) {
            return new SyncGet(properties);
        };

        SyncGet.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.digests != null && message.digests.length)
                for (let i = 0; i < message.digests.length; ++i)
                    writer.uint32(10).bytes(message.digests[i]);
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary") && message.summary.length)
                writer.uint32(18).bytes(message.summary);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SyncGet.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.SyncGet();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.digests && message.digests.length))
                            message.digests = [];
                        message.digests.push(reader.bytes());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.summary = value;
                        else
                            delete message.summary;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SyncGet.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.SyncGet)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.SyncGet: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.SyncGet();
            if (object.digests) {
                if (!$Array.isArray(object.digests))
                    throw $TypeError(".patchmesh.SyncGet.digests: array expected");
                message.digests = $Array(object.digests.length);
                for (let i = 0; i < object.digests.length; ++i)
                    if (typeof object.digests[i] === "string")
                        $util.base64.decode(object.digests[i], message.digests[i] = $util.newBuffer($util.base64.length(object.digests[i])), 0);
                    else if (object.digests[i].length >= 0)
                        message.digests[i] = object.digests[i];
            }
            if (object.summary != null)
                if (object.summary.length)
                    if (typeof object.summary === "string")
                        $util.base64.decode(object.summary, message.summary = $util.newBuffer($util.base64.length(object.summary)), 0);
                    else if (object.summary.length >= 0)
                        message.summary = object.summary;
            return message;
        };

        SyncGet.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.digests = [];
            if (options.defaults)
                if (options.bytes === $String)
                    object.summary = "";
                else {
                    object.summary = [];
                    if (options.bytes !== $Array)
                        object.summary = $util.newBuffer(object.summary);
                }
            if (message.digests && message.digests.length) {
                object.digests = $Array(message.digests.length);
                for (let j = 0; j < message.digests.length; ++j)
                    object.digests[j] = options.bytes === $String ? $util.base64.encode(message.digests[j], 0, message.digests[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.digests[j]) : message.digests[j];
            }
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary"))
                object.summary = options.bytes === $String ? $util.base64.encode(message.summary, 0, message.summary.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.summary) : message.summary;
            return object;
        };

        SyncGet.prototype.toJSON = function() {
            return SyncGet.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SyncGet;
    })();

    patchmesh.SyncObjects = (function() {

        const SyncObjects = function (properties) {
            this.envelopes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SyncObjects.prototype.envelopes = $util.emptyArray;

        SyncObjects.create = function(properties) {
            return new SyncObjects(properties);
        };

        SyncObjects.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.envelopes != null && message.envelopes.length)
                for (let i = 0; i < message.envelopes.length; ++i)
                    writer.uint32(10).bytes(message.envelopes[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SyncObjects.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.SyncObjects();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.envelopes && message.envelopes.length))
                            message.envelopes = [];
                        message.envelopes.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SyncObjects.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.SyncObjects)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.SyncObjects: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.SyncObjects();
            if (object.envelopes) {
                if (!$Array.isArray(object.envelopes))
                    throw $TypeError(".patchmesh.SyncObjects.envelopes: array expected");
                message.envelopes = $Array(object.envelopes.length);
                for (let i = 0; i < object.envelopes.length; ++i)
                    if (typeof object.envelopes[i] === "string")
                        $util.base64.decode(object.envelopes[i], message.envelopes[i] = $util.newBuffer($util.base64.length(object.envelopes[i])), 0);
                    else if (object.envelopes[i].length >= 0)
                        message.envelopes[i] = object.envelopes[i];
            }
            return message;
        };

        SyncObjects.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.envelopes = [];
            if (message.envelopes && message.envelopes.length) {
                object.envelopes = $Array(message.envelopes.length);
                for (let j = 0; j < message.envelopes.length; ++j)
                    object.envelopes[j] = options.bytes === $String ? $util.base64.encode(message.envelopes[j], 0, message.envelopes[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.envelopes[j]) : message.envelopes[j];
            }
            return object;
        };

        SyncObjects.prototype.toJSON = function() {
            return SyncObjects.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SyncObjects;
    })();

    patchmesh.HeadsRequest = (function() {

        const HeadsRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        HeadsRequest.prototype.nonce = $util.newBuffer([]);
        HeadsRequest.prototype.node = "";

        HeadsRequest.create = function(properties) {
            return new HeadsRequest(properties);
        };

        HeadsRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                writer.uint32(10).bytes(message.nonce);
            if (message.node != null && $Object.hasOwnProperty.call(message, "node") && message.node !== "")
                writer.uint32(18).string(message.node);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        HeadsRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.HeadsRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.node = value;
                        else
                            delete message.node;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        HeadsRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.HeadsRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.HeadsRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.HeadsRequest();
            if (object.nonce != null)
                if (object.nonce.length)
                    if (typeof object.nonce === "string")
                        $util.base64.decode(object.nonce, message.nonce = $util.newBuffer($util.base64.length(object.nonce)), 0);
                    else if (object.nonce.length >= 0)
                        message.nonce = object.nonce;
            if (object.node != null)
                if (typeof object.node !== "string" || object.node.length)
                    message.node = $String(object.node);
            return message;
        };

        HeadsRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.nonce = "";
                else {
                    object.nonce = [];
                    if (options.bytes !== $Array)
                        object.nonce = $util.newBuffer(object.nonce);
                }
                object.node = "";
            }
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce"))
                object.nonce = options.bytes === $String ? $util.base64.encode(message.nonce, 0, message.nonce.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.nonce) : message.nonce;
            if (message.node != null && $Object.hasOwnProperty.call(message, "node"))
                object.node = message.node;
            return object;
        };

        HeadsRequest.prototype.toJSON = function() {
            return HeadsRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        return HeadsRequest;
    })();

    patchmesh.HeadsAnswer = (function() {

        const HeadsAnswer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        HeadsAnswer.prototype.refused = "";
        HeadsAnswer.prototype.envelope = $util.newBuffer([]);
        HeadsAnswer.prototype.forgot = false;

        HeadsAnswer.create = function(properties) {
            return new HeadsAnswer(properties);
        };

        HeadsAnswer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                writer.uint32(10).string(message.refused);
            if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope") && message.envelope.length)
                writer.uint32(18).bytes(message.envelope);
            if (message.forgot != null && $Object.hasOwnProperty.call(message, "forgot") && message.forgot !== false)
                writer.uint32(24).bool(message.forgot);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        HeadsAnswer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.HeadsAnswer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.refused = value;
                        else
                            delete message.refused;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.envelope = value;
                        else
                            delete message.envelope;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.forgot = value;
                        else
                            delete message.forgot;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        HeadsAnswer.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.HeadsAnswer)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.HeadsAnswer: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.HeadsAnswer();
            if (object.refused != null)
                if (typeof object.refused !== "string" || object.refused.length)
                    message.refused = $String(object.refused);
            if (object.envelope != null)
                if (object.envelope.length)
                    if (typeof object.envelope === "string")
                        $util.base64.decode(object.envelope, message.envelope = $util.newBuffer($util.base64.length(object.envelope)), 0);
                    else if (object.envelope.length >= 0)
                        message.envelope = object.envelope;
            if (object.forgot != null)
                if (object.forgot)
                    message.forgot = $Boolean(object.forgot);
            return message;
        };

        HeadsAnswer.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.refused = "";
                if (options.bytes === $String)
                    object.envelope = "";
                else {
                    object.envelope = [];
                    if (options.bytes !== $Array)
                        object.envelope = $util.newBuffer(object.envelope);
                }
                object.forgot = false;
            }
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                object.refused = message.refused;
            if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                object.envelope = options.bytes === $String ? $util.base64.encode(message.envelope, 0, message.envelope.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.envelope) : message.envelope;
            if (message.forgot != null && $Object.hasOwnProperty.call(message, "forgot"))
                object.forgot = message.forgot;
            return object;
        };

        HeadsAnswer.prototype.toJSON = function() {
            return HeadsAnswer.toObject(this, $protobuf.util.toJSONOptions);
        };

        return HeadsAnswer;
    })();

    patchmesh.ControlRequest = (function() {

        const ControlRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ControlRequest.prototype.name = "";
        ControlRequest.prototype.body = $util.newBuffer([]);

        ControlRequest.create = function(properties) {
            return new ControlRequest(properties);
        };

        ControlRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(10).string(message.name);
            if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body.length)
                writer.uint32(18).bytes(message.body);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ControlRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.ControlRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.body = value;
                        else
                            delete message.body;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ControlRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.ControlRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.ControlRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.ControlRequest();
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.body != null)
                if (object.body.length)
                    if (typeof object.body === "string")
                        $util.base64.decode(object.body, message.body = $util.newBuffer($util.base64.length(object.body)), 0);
                    else if (object.body.length >= 0)
                        message.body = object.body;
            return message;
        };

        ControlRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.name = "";
                if (options.bytes === $String)
                    object.body = "";
                else {
                    object.body = [];
                    if (options.bytes !== $Array)
                        object.body = $util.newBuffer(object.body);
                }
            }
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.body != null && $Object.hasOwnProperty.call(message, "body"))
                object.body = options.bytes === $String ? $util.base64.encode(message.body, 0, message.body.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.body) : message.body;
            return object;
        };

        ControlRequest.prototype.toJSON = function() {
            return ControlRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        return ControlRequest;
    })();

    patchmesh.ControlLine = (function() {

        const ControlLine = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ControlLine.prototype.line = $util.newBuffer([]);

        ControlLine.create = function(properties) {
            return new ControlLine(properties);
        };

        ControlLine.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.line != null && $Object.hasOwnProperty.call(message, "line") && message.line.length)
                writer.uint32(10).bytes(message.line);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ControlLine.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.ControlLine();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.line = value;
                        else
                            delete message.line;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ControlLine.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.ControlLine)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.ControlLine: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.ControlLine();
            if (object.line != null)
                if (object.line.length)
                    if (typeof object.line === "string")
                        $util.base64.decode(object.line, message.line = $util.newBuffer($util.base64.length(object.line)), 0);
                    else if (object.line.length >= 0)
                        message.line = object.line;
            return message;
        };

        ControlLine.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults)
                if (options.bytes === $String)
                    object.line = "";
                else {
                    object.line = [];
                    if (options.bytes !== $Array)
                        object.line = $util.newBuffer(object.line);
                }
            if (message.line != null && $Object.hasOwnProperty.call(message, "line"))
                object.line = options.bytes === $String ? $util.base64.encode(message.line, 0, message.line.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.line) : message.line;
            return object;
        };

        ControlLine.prototype.toJSON = function() {
            return ControlLine.toObject(this, $protobuf.util.toJSONOptions);
        };

        return ControlLine;
    })();

    patchmesh.ReportAck = (function() {

        const ReportAck = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ReportAck.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        ReportAck.prototype.refused = "";
        ReportAck.prototype.forgot = false;

        ReportAck.create = function(properties) {
            return new ReportAck(properties);
        };

        ReportAck.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                writer.uint32(8).uint64(message.version);
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                writer.uint32(18).string(message.refused);
            if (message.forgot != null && $Object.hasOwnProperty.call(message, "forgot") && message.forgot !== false)
                writer.uint32(24).bool(message.forgot);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ReportAck.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.ReportAck();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.refused = value;
                        else
                            delete message.refused;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.forgot = value;
                        else
                            delete message.forgot;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ReportAck.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.ReportAck)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.ReportAck: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.ReportAck();
            if (object.version != null)
                if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                    if ($util.Long)
                        message.version = $util.Long.fromValue(object.version, true);
                    else if (typeof object.version === "string")
                        message.version = $parseInt(object.version, 10);
                    else if (typeof object.version === "number")
                        message.version = object.version;
                    else if (typeof object.version === "object")
                        message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
            if (object.refused != null)
                if (typeof object.refused !== "string" || object.refused.length)
                    message.refused = $String(object.refused);
            if (object.forgot != null)
                if (object.forgot)
                    message.forgot = $Boolean(object.forgot);
            return message;
        };

        ReportAck.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.refused = "";
                object.forgot = false;
            }
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                else if (typeof message.version === "number")
                    object.version = options.longs === $String ? $String(message.version) : message.version;
                else
                    object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                object.refused = message.refused;
            if (message.forgot != null && $Object.hasOwnProperty.call(message, "forgot"))
                object.forgot = message.forgot;
            return object;
        };

        ReportAck.prototype.toJSON = function() {
            return ReportAck.toObject(this, $protobuf.util.toJSONOptions);
        };

        return ReportAck;
    })();

    patchmesh.ReportBatch = (function() {

        const ReportBatch = function (properties) {
            this.reports = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ReportBatch.prototype.waitMs = 0;
        ReportBatch.prototype.reports = $util.emptyArray;

        ReportBatch.create = function(properties) {
            return new ReportBatch(properties);
        };

        ReportBatch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.waitMs != null && $Object.hasOwnProperty.call(message, "waitMs") && message.waitMs !== 0)
                writer.uint32(8).uint32(message.waitMs);
            if (message.reports != null && message.reports.length)
                for (let i = 0; i < message.reports.length; ++i)
                    $root.patchmesh.BatchedReport.encode(message.reports[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ReportBatch.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.ReportBatch();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.waitMs = value;
                        else
                            delete message.waitMs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.reports && message.reports.length))
                            message.reports = [];
                        message.reports.push($root.patchmesh.BatchedReport.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ReportBatch.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.ReportBatch)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.ReportBatch: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.ReportBatch();
            if (object.waitMs != null)
                if ($Number(object.waitMs) !== 0)
                    message.waitMs = object.waitMs >>> 0;
            if (object.reports) {
                if (!$Array.isArray(object.reports))
                    throw $TypeError(".patchmesh.ReportBatch.reports: array expected");
                message.reports = $Array(object.reports.length);
                for (let i = 0; i < object.reports.length; ++i) {
                    if (!$util.isObject(object.reports[i]))
                        throw $TypeError(".patchmesh.ReportBatch.reports: object expected");
                    message.reports[i] = $root.patchmesh.BatchedReport.fromObject(object.reports[i], _depth + 1);
                }
            }
            return message;
        };

        ReportBatch.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.reports = [];
            if (options.defaults)
                object.waitMs = 0;
            if (message.waitMs != null && $Object.hasOwnProperty.call(message, "waitMs"))
                object.waitMs = message.waitMs;
            if (message.reports && message.reports.length) {
                object.reports = $Array(message.reports.length);
                for (let j = 0; j < message.reports.length; ++j)
                    object.reports[j] = $root.patchmesh.BatchedReport.toObject(message.reports[j], options, _depth + 1);
            }
            return object;
        };

        ReportBatch.prototype.toJSON = function() {
            return ReportBatch.toObject(this, $protobuf.util.toJSONOptions);
        };

        return ReportBatch;
    })();

    patchmesh.BatchedReport = (function() {

        const BatchedReport = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        BatchedReport.prototype.envelope = $util.newBuffer([]);
        BatchedReport.prototype.settled = false;

        BatchedReport.create = function(properties) {
            return new BatchedReport(properties);
        };

        BatchedReport.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope") && message.envelope.length)
                writer.uint32(10).bytes(message.envelope);
            if (message.settled != null && $Object.hasOwnProperty.call(message, "settled") && message.settled !== false)
                writer.uint32(16).bool(message.settled);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        BatchedReport.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.BatchedReport();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.envelope = value;
                        else
                            delete message.envelope;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.settled = value;
                        else
                            delete message.settled;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        BatchedReport.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.BatchedReport)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.BatchedReport: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.BatchedReport();
            if (object.envelope != null)
                if (object.envelope.length)
                    if (typeof object.envelope === "string")
                        $util.base64.decode(object.envelope, message.envelope = $util.newBuffer($util.base64.length(object.envelope)), 0);
                    else if (object.envelope.length >= 0)
                        message.envelope = object.envelope;
            if (object.settled != null)
                if (object.settled)
                    message.settled = $Boolean(object.settled);
            return message;
        };

        BatchedReport.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.envelope = "";
                else {
                    object.envelope = [];
                    if (options.bytes !== $Array)
                        object.envelope = $util.newBuffer(object.envelope);
                }
                object.settled = false;
            }
            if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                object.envelope = options.bytes === $String ? $util.base64.encode(message.envelope, 0, message.envelope.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.envelope) : message.envelope;
            if (message.settled != null && $Object.hasOwnProperty.call(message, "settled"))
                object.settled = message.settled;
            return object;
        };

        BatchedReport.prototype.toJSON = function() {
            return BatchedReport.toObject(this, $protobuf.util.toJSONOptions);
        };

        return BatchedReport;
    })();

    patchmesh.BatchAnswer = (function() {

        const BatchAnswer = function (properties) {
            this.receipts = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        BatchAnswer.prototype.refused = "";
        BatchAnswer.prototype.receipts = $util.emptyArray;

        BatchAnswer.create = function(properties) {
            return new BatchAnswer(properties);
        };

        BatchAnswer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                writer.uint32(10).string(message.refused);
            if (message.receipts != null && message.receipts.length)
                for (let i = 0; i < message.receipts.length; ++i)
                    writer.uint32(18).bytes(message.receipts[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        BatchAnswer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.BatchAnswer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.refused = value;
                        else
                            delete message.refused;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.receipts && message.receipts.length))
                            message.receipts = [];
                        message.receipts.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        BatchAnswer.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.BatchAnswer)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.BatchAnswer: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.BatchAnswer();
            if (object.refused != null)
                if (typeof object.refused !== "string" || object.refused.length)
                    message.refused = $String(object.refused);
            if (object.receipts) {
                if (!$Array.isArray(object.receipts))
                    throw $TypeError(".patchmesh.BatchAnswer.receipts: array expected");
                message.receipts = $Array(object.receipts.length);
                for (let i = 0; i < object.receipts.length; ++i)
                    if (typeof object.receipts[i] === "string")
                        $util.base64.decode(object.receipts[i], message.receipts[i] = $util.newBuffer($util.base64.length(object.receipts[i])), 0);
                    else if (object.receipts[i].length >= 0)
                        message.receipts[i] = object.receipts[i];
            }
            return message;
        };

        BatchAnswer.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.receipts = [];
            if (options.defaults)
                object.refused = "";
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                object.refused = message.refused;
            if (message.receipts && message.receipts.length) {
                object.receipts = $Array(message.receipts.length);
                for (let j = 0; j < message.receipts.length; ++j)
                    object.receipts[j] = options.bytes === $String ? $util.base64.encode(message.receipts[j], 0, message.receipts[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.receipts[j]) : message.receipts[j];
            }
            return object;
        };

        BatchAnswer.prototype.toJSON = function() {
            return BatchAnswer.toObject(this, $protobuf.util.toJSONOptions);
        };

        return BatchAnswer;
    })();

    patchmesh.SubmitRequest = (function() {

        const SubmitRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SubmitRequest.prototype.envelope = $util.newBuffer([]);

        SubmitRequest.create = function(properties) {
            return new SubmitRequest(properties);
        };

        SubmitRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope") && message.envelope.length)
                writer.uint32(10).bytes(message.envelope);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SubmitRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.SubmitRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.envelope = value;
                        else
                            delete message.envelope;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SubmitRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.SubmitRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.SubmitRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.SubmitRequest();
            if (object.envelope != null)
                if (object.envelope.length)
                    if (typeof object.envelope === "string")
                        $util.base64.decode(object.envelope, message.envelope = $util.newBuffer($util.base64.length(object.envelope)), 0);
                    else if (object.envelope.length >= 0)
                        message.envelope = object.envelope;
            return message;
        };

        SubmitRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults)
                if (options.bytes === $String)
                    object.envelope = "";
                else {
                    object.envelope = [];
                    if (options.bytes !== $Array)
                        object.envelope = $util.newBuffer(object.envelope);
                }
            if (message.envelope != null && $Object.hasOwnProperty.call(message, "envelope"))
                object.envelope = options.bytes === $String ? $util.base64.encode(message.envelope, 0, message.envelope.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.envelope) : message.envelope;
            return object;
        };

        SubmitRequest.prototype.toJSON = function() {
            return SubmitRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SubmitRequest;
    })();

    patchmesh.SubmitAnswer = (function() {

        const SubmitAnswer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SubmitAnswer.prototype.refused = "";
        SubmitAnswer.prototype.message = "";

        SubmitAnswer.create = function(properties) {
            return new SubmitAnswer(properties);
        };

        SubmitAnswer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                writer.uint32(10).string(message.refused);
            if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                writer.uint32(18).string(message.message);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SubmitAnswer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.SubmitAnswer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.refused = value;
                        else
                            delete message.refused;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.message = value;
                        else
                            delete message.message;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SubmitAnswer.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.SubmitAnswer)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.SubmitAnswer: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.SubmitAnswer();
            if (object.refused != null)
                if (typeof object.refused !== "string" || object.refused.length)
                    message.refused = $String(object.refused);
            if (object.message != null)
                if (typeof object.message !== "string" || object.message.length)
                    message.message = $String(object.message);
            return message;
        };

        SubmitAnswer.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.refused = "";
                object.message = "";
            }
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                object.refused = message.refused;
            if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                object.message = message.message;
            return object;
        };

        SubmitAnswer.prototype.toJSON = function() {
            return SubmitAnswer.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SubmitAnswer;
    })();

    patchmesh.SwarmMessage = (function() {

        const SwarmMessage = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SwarmMessage.prototype.announcement = null;
        SwarmMessage.prototype.have = null;
        SwarmMessage.prototype.ask = null;

        let $oneOfFields;

        $Object.defineProperty(SwarmMessage.prototype, "message", {
            get: $util.oneOfGetter($oneOfFields = ["announcement", "have", "ask"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        SwarmMessage.create = function(properties) {
            return new SwarmMessage(properties);
        };

        SwarmMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.announcement != null && $Object.hasOwnProperty.call(message, "announcement"))
                writer.uint32(10).bytes(message.announcement);
            if (message.have != null && $Object.hasOwnProperty.call(message, "have"))
                $root.patchmesh.Have.encode(message.have, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.ask != null && $Object.hasOwnProperty.call(message, "ask"))
                $root.patchmesh.Ask.encode(message.ask, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SwarmMessage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.SwarmMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.announcement = reader.bytes();
                        message.message = "announcement";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.have = $root.patchmesh.Have.decode(reader, reader.size(), $undefined, _depth + 1, message.have);
                        message.message = "have";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.ask = $root.patchmesh.Ask.decode(reader, reader.size(), $undefined, _depth + 1, message.ask);
                        message.message = "ask";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SwarmMessage.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.SwarmMessage)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.SwarmMessage: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.SwarmMessage();
            if (object.announcement != null)
                if (typeof object.announcement === "string")
                    $util.base64.decode(object.announcement, message.announcement = $util.newBuffer($util.base64.length(object.announcement)), 0);
                else if (object.announcement.length >= 0)
                    message.announcement = object.announcement;
            if (object.have != null) {
                if (!$util.isObject(object.have))
                    throw $TypeError(".patchmesh.SwarmMessage.have: object expected");
                message.have = $root.patchmesh.Have.fromObject(object.have, _depth + 1);
            }
            if (object.ask != null) {
                if (!$util.isObject(object.ask))
                    throw $TypeError(".patchmesh.SwarmMessage.ask: object expected");
                message.ask = $root.patchmesh.Ask.fromObject(object.ask, _depth + 1);
            }
            return message;
        };

        SwarmMessage.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (message.announcement != null && $Object.hasOwnProperty.call(message, "announcement")) {
                object.announcement = options.bytes === $String ? $util.base64.encode(message.announcement, 0, message.announcement.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.announcement) : message.announcement;
                if (options.oneofs)
                    object.message = "announcement";
            }
            if (message.have != null && $Object.hasOwnProperty.call(message, "have")) {
                object.have = $root.patchmesh.Have.toObject(message.have, options, _depth + 1);
                if (options.oneofs)
                    object.message = "have";
            }
            if (message.ask != null && $Object.hasOwnProperty.call(message, "ask")) {
                object.ask = $root.patchmesh.Ask.toObject(message.ask, options, _depth + 1);
                if (options.oneofs)
                    object.message = "ask";
            }
            return object;
        };

        SwarmMessage.prototype.toJSON = function() {
            return SwarmMessage.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SwarmMessage;
    })();

    patchmesh.Have = (function() {

        const Have = function (properties) {
            this.pieces = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Have.prototype.artifact = $util.newBuffer([]);
        Have.prototype.bitfield = $util.newBuffer([]);
        Have.prototype.pieces = $util.emptyArray;

        Have.create = function(properties) {
            return new Have(properties);
        };

        Have.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact") && message.artifact.length)
                writer.uint32(10).bytes(message.artifact);
            if (message.bitfield != null && $Object.hasOwnProperty.call(message, "bitfield") && message.bitfield.length)
                writer.uint32(18).bytes(message.bitfield);
            if (message.pieces != null && message.pieces.length)
                writer.uint32(26).uint32s(message.pieces);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Have.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Have();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.artifact = value;
                        else
                            delete message.artifact;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.bitfield = value;
                        else
                            delete message.bitfield;
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.pieces && message.pieces.length))
                                message.pieces = [];
                            reader.uint32s(message.pieces);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.pieces && message.pieces.length))
                            message.pieces = [];
                        message.pieces.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Have.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Have)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Have: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Have();
            if (object.artifact != null)
                if (object.artifact.length)
                    if (typeof object.artifact === "string")
                        $util.base64.decode(object.artifact, message.artifact = $util.newBuffer($util.base64.length(object.artifact)), 0);
                    else if (object.artifact.length >= 0)
                        message.artifact = object.artifact;
            if (object.bitfield != null)
                if (object.bitfield.length)
                    if (typeof object.bitfield === "string")
                        $util.base64.decode(object.bitfield, message.bitfield = $util.newBuffer($util.base64.length(object.bitfield)), 0);
                    else if (object.bitfield.length >= 0)
                        message.bitfield = object.bitfield;
            if (object.pieces) {
                if (!$Array.isArray(object.pieces))
                    throw $TypeError(".patchmesh.Have.pieces: array expected");
                message.pieces = $Array(object.pieces.length);
                for (let i = 0; i < object.pieces.length; ++i)
                    message.pieces[i] = object.pieces[i] >>> 0;
            }
            return message;
        };

        Have.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.pieces = [];
            if (options.defaults) {
                if (options.bytes === $String)
                    object.artifact = "";
                else {
                    object.artifact = [];
                    if (options.bytes !== $Array)
                        object.artifact = $util.newBuffer(object.artifact);
                }
                if (options.bytes === $String)
                    object.bitfield = "";
                else {
                    object.bitfield = [];
                    if (options.bytes !== $Array)
                        object.bitfield = $util.newBuffer(object.bitfield);
                }
            }
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                object.artifact = options.bytes === $String ? $util.base64.encode(message.artifact, 0, message.artifact.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.artifact) : message.artifact;
            if (message.bitfield != null && $Object.hasOwnProperty.call(message, "bitfield"))
                object.bitfield = options.bytes === $String ? $util.base64.encode(message.bitfield, 0, message.bitfield.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.bitfield) : message.bitfield;
            if (message.pieces && message.pieces.length) {
                object.pieces = $Array(message.pieces.length);
                for (let j = 0; j < message.pieces.length; ++j)
                    object.pieces[j] = message.pieces[j];
            }
            return object;
        };

        Have.prototype.toJSON = function() {
            return Have.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Have;
    })();

    patchmesh.Ask = (function() {

        const Ask = function (properties) {
            this.artifacts = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Ask.prototype.artifacts = $util.emptyArray;

        Ask.create = function(properties) {
            return new Ask(properties);
        };

        Ask.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artifacts != null && message.artifacts.length)
                for (let i = 0; i < message.artifacts.length; ++i)
                    writer.uint32(10).bytes(message.artifacts[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Ask.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Ask();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.artifacts && message.artifacts.length))
                            message.artifacts = [];
                        message.artifacts.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Ask.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Ask)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Ask: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Ask();
            if (object.artifacts) {
                if (!$Array.isArray(object.artifacts))
                    throw $TypeError(".patchmesh.Ask.artifacts: array expected");
                message.artifacts = $Array(object.artifacts.length);
                for (let i = 0; i < object.artifacts.length; ++i)
                    if (typeof object.artifacts[i] === "string")
                        $util.base64.decode(object.artifacts[i], message.artifacts[i] = $util.newBuffer($util.base64.length(object.artifacts[i])), 0);
                    else if (object.artifacts[i].length >= 0)
                        message.artifacts[i] = object.artifacts[i];
            }
            return message;
        };

        Ask.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.artifacts = [];
            if (message.artifacts && message.artifacts.length) {
                object.artifacts = $Array(message.artifacts.length);
                for (let j = 0; j < message.artifacts.length; ++j)
                    object.artifacts[j] = options.bytes === $String ? $util.base64.encode(message.artifacts[j], 0, message.artifacts[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.artifacts[j]) : message.artifacts[j];
            }
            return object;
        };

        Ask.prototype.toJSON = function() {
            return Ask.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Ask;
    })();

    patchmesh.PieceRequest = (function() {

        const PieceRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        PieceRequest.prototype.artifact = $util.newBuffer([]);
        PieceRequest.prototype.piece = 0;

        PieceRequest.create = function(properties) {
            return new PieceRequest(properties);
        };

        PieceRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact") && message.artifact.length)
                writer.uint32(10).bytes(message.artifact);
            if (message.piece != null && $Object.hasOwnProperty.call(message, "piece") && message.piece !== 0)
                writer.uint32(16).uint32(message.piece);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        PieceRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.PieceRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.artifact = value;
                        else
                            delete message.artifact;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.piece = value;
                        else
                            delete message.piece;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        PieceRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.PieceRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.PieceRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.PieceRequest();
            if (object.artifact != null)
                if (object.artifact.length)
                    if (typeof object.artifact === "string")
                        $util.base64.decode(object.artifact, message.artifact = $util.newBuffer($util.base64.length(object.artifact)), 0);
                    else if (object.artifact.length >= 0)
                        message.artifact = object.artifact;
            if (object.piece != null)
                if ($Number(object.piece) !== 0)
                    message.piece = object.piece >>> 0;
            return message;
        };

        PieceRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if (options.bytes === $String)
                    object.artifact = "";
                else {
                    object.artifact = [];
                    if (options.bytes !== $Array)
                        object.artifact = $util.newBuffer(object.artifact);
                }
                object.piece = 0;
            }
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                object.artifact = options.bytes === $String ? $util.base64.encode(message.artifact, 0, message.artifact.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.artifact) : message.artifact;
            if (message.piece != null && $Object.hasOwnProperty.call(message, "piece"))
                object.piece = message.piece;
            return object;
        };

        PieceRequest.prototype.toJSON = function() {
            return PieceRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        return PieceRequest;
    })();

    patchmesh.PieceAnswer = (function() {

        const PieceAnswer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        PieceAnswer.prototype.refused = "";
        PieceAnswer.prototype.sizeBytes = 0;

        PieceAnswer.create = function(properties) {
            return new PieceAnswer(properties);
        };

        PieceAnswer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== "")
                writer.uint32(10).string(message.refused);
            if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && message.sizeBytes !== 0)
                writer.uint32(16).uint32(message.sizeBytes);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        PieceAnswer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.PieceAnswer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.refused = value;
                        else
                            delete message.refused;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.sizeBytes = value;
                        else
                            delete message.sizeBytes;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        PieceAnswer.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.PieceAnswer)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.PieceAnswer: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.PieceAnswer();
            if (object.refused != null)
                if (typeof object.refused !== "string" || object.refused.length)
                    message.refused = $String(object.refused);
            if (object.sizeBytes != null)
                if ($Number(object.sizeBytes) !== 0)
                    message.sizeBytes = object.sizeBytes >>> 0;
            return message;
        };

        PieceAnswer.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.refused = "";
                object.sizeBytes = 0;
            }
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                object.refused = message.refused;
            if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                object.sizeBytes = message.sizeBytes;
            return object;
        };

        PieceAnswer.prototype.toJSON = function() {
            return PieceAnswer.toObject(this, $protobuf.util.toJSONOptions);
        };

        return PieceAnswer;
    })();

    patchmesh.TrustedState = (function() {

        const TrustedState = function (properties) {
            this.roots = [];
            this.heads = [];
            this.frozen = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        TrustedState.prototype.roots = $util.emptyArray;
        TrustedState.prototype.heads = $util.emptyArray;
        TrustedState.prototype.clockFloor = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        TrustedState.prototype.frozen = $util.emptyArray;
        TrustedState.prototype.unconfirmed = false;

        TrustedState.create = function(properties) {
            return new TrustedState(properties);
        };

        TrustedState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.roots != null && message.roots.length)
                for (let i = 0; i < message.roots.length; ++i)
                    writer.uint32(10).bytes(message.roots[i]);
            if (message.heads != null && message.heads.length)
                for (let i = 0; i < message.heads.length; ++i)
                    $root.patchmesh.Head.encode(message.heads[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.clockFloor != null && $Object.hasOwnProperty.call(message, "clockFloor") && (typeof message.clockFloor === "object" ? message.clockFloor.low || message.clockFloor.high : message.clockFloor !== 0))
                writer.uint32(24).uint64(message.clockFloor);
            if (message.frozen != null && message.frozen.length)
                for (let i = 0; i < message.frozen.length; ++i)
                    $root.patchmesh.Frozen.encode(message.frozen[i], writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.unconfirmed != null && $Object.hasOwnProperty.call(message, "unconfirmed") && message.unconfirmed !== false)
                writer.uint32(40).bool(message.unconfirmed);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        TrustedState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.TrustedState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.roots && message.roots.length))
                            message.roots = [];
                        message.roots.push(reader.bytes());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.heads && message.heads.length))
                            message.heads = [];
                        message.heads.push($root.patchmesh.Head.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.clockFloor = value;
                        else
                            delete message.clockFloor;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.frozen && message.frozen.length))
                            message.frozen = [];
                        message.frozen.push($root.patchmesh.Frozen.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.unconfirmed = value;
                        else
                            delete message.unconfirmed;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        TrustedState.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.TrustedState)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.TrustedState: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.TrustedState();
            if (object.roots) {
                if (!$Array.isArray(object.roots))
                    throw $TypeError(".patchmesh.TrustedState.roots: array expected");
                message.roots = $Array(object.roots.length);
                for (let i = 0; i < object.roots.length; ++i)
                    if (typeof object.roots[i] === "string")
                        $util.base64.decode(object.roots[i], message.roots[i] = $util.newBuffer($util.base64.length(object.roots[i])), 0);
                    else if (object.roots[i].length >= 0)
                        message.roots[i] = object.roots[i];
            }
            if (object.heads) {
                if (!$Array.isArray(object.heads))
                    throw $TypeError(".patchmesh.TrustedState.heads: array expected");
                message.heads = $Array(object.heads.length);
                for (let i = 0; i < object.heads.length; ++i) {
                    if (!$util.isObject(object.heads[i]))
                        throw $TypeError(".patchmesh.TrustedState.heads: object expected");
                    message.heads[i] = $root.patchmesh.Head.fromObject(object.heads[i], _depth + 1);
                }
            }
            if (object.clockFloor != null)
                if (typeof object.clockFloor === "object" ? object.clockFloor.low || object.clockFloor.high : $Number(object.clockFloor) !== 0)
                    if ($util.Long)
                        message.clockFloor = $util.Long.fromValue(object.clockFloor, true);
                    else if (typeof object.clockFloor === "string")
                        message.clockFloor = $parseInt(object.clockFloor, 10);
                    else if (typeof object.clockFloor === "number")
                        message.clockFloor = object.clockFloor;
                    else if (typeof object.clockFloor === "object")
                        message.clockFloor = new $util.LongBits(object.clockFloor.low >>> 0, object.clockFloor.high >>> 0).toNumber(true);
            if (object.frozen) {
                if (!$Array.isArray(object.frozen))
                    throw $TypeError(".patchmesh.TrustedState.frozen: array expected");
                message.frozen = $Array(object.frozen.length);
                for (let i = 0; i < object.frozen.length; ++i) {
                    if (!$util.isObject(object.frozen[i]))
                        throw $TypeError(".patchmesh.TrustedState.frozen: object expected");
                    message.frozen[i] = $root.patchmesh.Frozen.fromObject(object.frozen[i], _depth + 1);
                }
            }
            if (object.unconfirmed != null)
                if (object.unconfirmed)
                    message.unconfirmed = $Boolean(object.unconfirmed);
            return message;
        };

        TrustedState.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.roots = [];
                object.heads = [];
                object.frozen = [];
            }
            if (options.defaults) {
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.clockFloor = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.clockFloor = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.unconfirmed = false;
            }
            if (message.roots && message.roots.length) {
                object.roots = $Array(message.roots.length);
                for (let j = 0; j < message.roots.length; ++j)
                    object.roots[j] = options.bytes === $String ? $util.base64.encode(message.roots[j], 0, message.roots[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.roots[j]) : message.roots[j];
            }
            if (message.heads && message.heads.length) {
                object.heads = $Array(message.heads.length);
                for (let j = 0; j < message.heads.length; ++j)
                    object.heads[j] = $root.patchmesh.Head.toObject(message.heads[j], options, _depth + 1);
            }
            if (message.clockFloor != null && $Object.hasOwnProperty.call(message, "clockFloor"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.clockFloor = typeof message.clockFloor === "number" ? $BigInt(message.clockFloor) : $util.Long.fromBits(message.clockFloor.low >>> 0, message.clockFloor.high >>> 0, true).toBigInt();
                else if (typeof message.clockFloor === "number")
                    object.clockFloor = options.longs === $String ? $String(message.clockFloor) : message.clockFloor;
                else
                    object.clockFloor = options.longs === $String ? $util.Long.prototype.toString.call(message.clockFloor) : options.longs === $Number ? new $util.LongBits(message.clockFloor.low >>> 0, message.clockFloor.high >>> 0).toNumber(true) : message.clockFloor;
            if (message.frozen && message.frozen.length) {
                object.frozen = $Array(message.frozen.length);
                for (let j = 0; j < message.frozen.length; ++j)
                    object.frozen[j] = $root.patchmesh.Frozen.toObject(message.frozen[j], options, _depth + 1);
            }
            if (message.unconfirmed != null && $Object.hasOwnProperty.call(message, "unconfirmed"))
                object.unconfirmed = message.unconfirmed;
            return object;
        };

        TrustedState.prototype.toJSON = function() {
            return TrustedState.toObject(this, $protobuf.util.toJSONOptions);
        };

        return TrustedState;
    })();

    patchmesh.Frozen = (function() {

        const Frozen = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Frozen.prototype.head = null;
        Frozen.prototype.otherDigest = $util.newBuffer([]);
        Frozen.prototype.at = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        Frozen.create = function(properties) {
            return new Frozen(properties);
        };

        Frozen.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.head != null && $Object.hasOwnProperty.call(message, "head"))
                $root.patchmesh.Head.encode(message.head, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.otherDigest != null && $Object.hasOwnProperty.call(message, "otherDigest") && message.otherDigest.length)
                writer.uint32(18).bytes(message.otherDigest);
            if (message.at != null && $Object.hasOwnProperty.call(message, "at") && (typeof message.at === "object" ? message.at.low || message.at.high : message.at !== 0))
                writer.uint32(24).uint64(message.at);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Frozen.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.Frozen();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.head = $root.patchmesh.Head.decode(reader, reader.size(), $undefined, _depth + 1, message.head);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.otherDigest = value;
                        else
                            delete message.otherDigest;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.at = value;
                        else
                            delete message.at;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Frozen.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.Frozen)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.Frozen: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.Frozen();
            if (object.head != null) {
                if (!$util.isObject(object.head))
                    throw $TypeError(".patchmesh.Frozen.head: object expected");
                message.head = $root.patchmesh.Head.fromObject(object.head, _depth + 1);
            }
            if (object.otherDigest != null)
                if (object.otherDigest.length)
                    if (typeof object.otherDigest === "string")
                        $util.base64.decode(object.otherDigest, message.otherDigest = $util.newBuffer($util.base64.length(object.otherDigest)), 0);
                    else if (object.otherDigest.length >= 0)
                        message.otherDigest = object.otherDigest;
            if (object.at != null)
                if (typeof object.at === "object" ? object.at.low || object.at.high : $Number(object.at) !== 0)
                    if ($util.Long)
                        message.at = $util.Long.fromValue(object.at, true);
                    else if (typeof object.at === "string")
                        message.at = $parseInt(object.at, 10);
                    else if (typeof object.at === "number")
                        message.at = object.at;
                    else if (typeof object.at === "object")
                        message.at = new $util.LongBits(object.at.low >>> 0, object.at.high >>> 0).toNumber(true);
            return message;
        };

        Frozen.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.head = null;
                if (options.bytes === $String)
                    object.otherDigest = "";
                else {
                    object.otherDigest = [];
                    if (options.bytes !== $Array)
                        object.otherDigest = $util.newBuffer(object.otherDigest);
                }
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.at = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.at = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.head != null && $Object.hasOwnProperty.call(message, "head"))
                object.head = $root.patchmesh.Head.toObject(message.head, options, _depth + 1);
            if (message.otherDigest != null && $Object.hasOwnProperty.call(message, "otherDigest"))
                object.otherDigest = options.bytes === $String ? $util.base64.encode(message.otherDigest, 0, message.otherDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.otherDigest) : message.otherDigest;
            if (message.at != null && $Object.hasOwnProperty.call(message, "at"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.at = typeof message.at === "number" ? $BigInt(message.at) : $util.Long.fromBits(message.at.low >>> 0, message.at.high >>> 0, true).toBigInt();
                else if (typeof message.at === "number")
                    object.at = options.longs === $String ? $String(message.at) : message.at;
                else
                    object.at = options.longs === $String ? $util.Long.prototype.toString.call(message.at) : options.longs === $Number ? new $util.LongBits(message.at.low >>> 0, message.at.high >>> 0).toNumber(true) : message.at;
            return object;
        };

        Frozen.prototype.toJSON = function() {
            return Frozen.toObject(this, $protobuf.util.toJSONOptions);
        };

        return Frozen;
    })();

    patchmesh.CoordinatorState = (function() {

        const CoordinatorState = function (properties) {
            this.versions = [];
            this.tokens = [];
            this.roots = [];
            this.pending = [];
            this.unheardSites = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CoordinatorState.prototype.versions = $util.emptyArray;
        CoordinatorState.prototype.tokens = $util.emptyArray;
        CoordinatorState.prototype.roots = $util.emptyArray;
        CoordinatorState.prototype.pending = $util.emptyArray;
        CoordinatorState.prototype.unheardSites = $util.emptyArray;

        CoordinatorState.create = function(properties) {
            return new CoordinatorState(properties);
        };

        CoordinatorState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.versions != null && message.versions.length)
                for (let i = 0; i < message.versions.length; ++i)
                    $root.patchmesh.SignedVersion.encode(message.versions[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.tokens != null && message.tokens.length)
                for (let i = 0; i < message.tokens.length; ++i)
                    $root.patchmesh.TokenRecord.encode(message.tokens[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.roots != null && message.roots.length)
                for (let i = 0; i < message.roots.length; ++i)
                    writer.uint32(26).bytes(message.roots[i]);
            if (message.pending != null && message.pending.length)
                for (let i = 0; i < message.pending.length; ++i)
                    $root.patchmesh.PendingNode.encode(message.pending[i], writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.unheardSites != null && message.unheardSites.length)
                for (let i = 0; i < message.unheardSites.length; ++i)
                    writer.uint32(42).string(message.unheardSites[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CoordinatorState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.CoordinatorState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.versions && message.versions.length))
                            message.versions = [];
                        message.versions.push($root.patchmesh.SignedVersion.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.tokens && message.tokens.length))
                            message.tokens = [];
                        message.tokens.push($root.patchmesh.TokenRecord.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.roots && message.roots.length))
                            message.roots = [];
                        message.roots.push(reader.bytes());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.pending && message.pending.length))
                            message.pending = [];
                        message.pending.push($root.patchmesh.PendingNode.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.unheardSites && message.unheardSites.length))
                            message.unheardSites = [];
                        message.unheardSites.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        CoordinatorState.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.CoordinatorState)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.CoordinatorState: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.CoordinatorState();
            if (object.versions) {
                if (!$Array.isArray(object.versions))
                    throw $TypeError(".patchmesh.CoordinatorState.versions: array expected");
                message.versions = $Array(object.versions.length);
                for (let i = 0; i < object.versions.length; ++i) {
                    if (!$util.isObject(object.versions[i]))
                        throw $TypeError(".patchmesh.CoordinatorState.versions: object expected");
                    message.versions[i] = $root.patchmesh.SignedVersion.fromObject(object.versions[i], _depth + 1);
                }
            }
            if (object.tokens) {
                if (!$Array.isArray(object.tokens))
                    throw $TypeError(".patchmesh.CoordinatorState.tokens: array expected");
                message.tokens = $Array(object.tokens.length);
                for (let i = 0; i < object.tokens.length; ++i) {
                    if (!$util.isObject(object.tokens[i]))
                        throw $TypeError(".patchmesh.CoordinatorState.tokens: object expected");
                    message.tokens[i] = $root.patchmesh.TokenRecord.fromObject(object.tokens[i], _depth + 1);
                }
            }
            if (object.roots) {
                if (!$Array.isArray(object.roots))
                    throw $TypeError(".patchmesh.CoordinatorState.roots: array expected");
                message.roots = $Array(object.roots.length);
                for (let i = 0; i < object.roots.length; ++i)
                    if (typeof object.roots[i] === "string")
                        $util.base64.decode(object.roots[i], message.roots[i] = $util.newBuffer($util.base64.length(object.roots[i])), 0);
                    else if (object.roots[i].length >= 0)
                        message.roots[i] = object.roots[i];
            }
            if (object.pending) {
                if (!$Array.isArray(object.pending))
                    throw $TypeError(".patchmesh.CoordinatorState.pending: array expected");
                message.pending = $Array(object.pending.length);
                for (let i = 0; i < object.pending.length; ++i) {
                    if (!$util.isObject(object.pending[i]))
                        throw $TypeError(".patchmesh.CoordinatorState.pending: object expected");
                    message.pending[i] = $root.patchmesh.PendingNode.fromObject(object.pending[i], _depth + 1);
                }
            }
            if (object.unheardSites) {
                if (!$Array.isArray(object.unheardSites))
                    throw $TypeError(".patchmesh.CoordinatorState.unheardSites: array expected");
                message.unheardSites = $Array(object.unheardSites.length);
                for (let i = 0; i < object.unheardSites.length; ++i)
                    message.unheardSites[i] = $String(object.unheardSites[i]);
            }
            return message;
        };

        CoordinatorState.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.versions = [];
                object.tokens = [];
                object.roots = [];
                object.pending = [];
                object.unheardSites = [];
            }
            if (message.versions && message.versions.length) {
                object.versions = $Array(message.versions.length);
                for (let j = 0; j < message.versions.length; ++j)
                    object.versions[j] = $root.patchmesh.SignedVersion.toObject(message.versions[j], options, _depth + 1);
            }
            if (message.tokens && message.tokens.length) {
                object.tokens = $Array(message.tokens.length);
                for (let j = 0; j < message.tokens.length; ++j)
                    object.tokens[j] = $root.patchmesh.TokenRecord.toObject(message.tokens[j], options, _depth + 1);
            }
            if (message.roots && message.roots.length) {
                object.roots = $Array(message.roots.length);
                for (let j = 0; j < message.roots.length; ++j)
                    object.roots[j] = options.bytes === $String ? $util.base64.encode(message.roots[j], 0, message.roots[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.roots[j]) : message.roots[j];
            }
            if (message.pending && message.pending.length) {
                object.pending = $Array(message.pending.length);
                for (let j = 0; j < message.pending.length; ++j)
                    object.pending[j] = $root.patchmesh.PendingNode.toObject(message.pending[j], options, _depth + 1);
            }
            if (message.unheardSites && message.unheardSites.length) {
                object.unheardSites = $Array(message.unheardSites.length);
                for (let j = 0; j < message.unheardSites.length; ++j)
                    object.unheardSites[j] = message.unheardSites[j];
            }
            return object;
        };

        CoordinatorState.prototype.toJSON = function() {
            return CoordinatorState.toObject(this, $protobuf.util.toJSONOptions);
        };

        return CoordinatorState;
    })();

    patchmesh.PendingNode = (function() {

        const PendingNode = function (properties) {
            this.groups = [];
            this.prefixes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        PendingNode.prototype.node = "";
        PendingNode.prototype.site = "";
        PendingNode.prototype.groups = $util.emptyArray;
        PendingNode.prototype.prefixes = $util.emptyArray;
        PendingNode.prototype["class"] = "";
        PendingNode.prototype.hostName = "";
        PendingNode.prototype.askedAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        PendingNode.prototype.replaces = "";
        PendingNode.prototype.token = "";

        PendingNode.create = function(properties) {
            return new PendingNode(properties);
        };

        PendingNode.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.node != null && $Object.hasOwnProperty.call(message, "node") && message.node !== "")
                writer.uint32(10).string(message.node);
            if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                writer.uint32(18).string(message.site);
            if (message.groups != null && message.groups.length)
                for (let i = 0; i < message.groups.length; ++i)
                    writer.uint32(26).string(message.groups[i]);
            if (message.prefixes != null && message.prefixes.length)
                for (let i = 0; i < message.prefixes.length; ++i)
                    writer.uint32(34).string(message.prefixes[i]);
            if (message["class"] != null && $Object.hasOwnProperty.call(message, "class") && message["class"] !== "")
                writer.uint32(42).string(message["class"]);
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName") && message.hostName !== "")
                writer.uint32(50).string(message.hostName);
            if (message.askedAt != null && $Object.hasOwnProperty.call(message, "askedAt") && (typeof message.askedAt === "object" ? message.askedAt.low || message.askedAt.high : message.askedAt !== 0))
                writer.uint32(56).uint64(message.askedAt);
            if (message.replaces != null && $Object.hasOwnProperty.call(message, "replaces") && message.replaces !== "")
                writer.uint32(66).string(message.replaces);
            if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== "")
                writer.uint32(74).string(message.token);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        PendingNode.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.PendingNode();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.node = value;
                        else
                            delete message.node;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.site = value;
                        else
                            delete message.site;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.groups && message.groups.length))
                            message.groups = [];
                        message.groups.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.prefixes && message.prefixes.length))
                            message.prefixes = [];
                        message.prefixes.push(reader.stringVerify());
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message["class"] = value;
                        else
                            delete message["class"];
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.hostName = value;
                        else
                            delete message.hostName;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.askedAt = value;
                        else
                            delete message.askedAt;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.replaces = value;
                        else
                            delete message.replaces;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.token = value;
                        else
                            delete message.token;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        PendingNode.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.PendingNode)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.PendingNode: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.PendingNode();
            if (object.node != null)
                if (typeof object.node !== "string" || object.node.length)
                    message.node = $String(object.node);
            if (object.site != null)
                if (typeof object.site !== "string" || object.site.length)
                    message.site = $String(object.site);
            if (object.groups) {
                if (!$Array.isArray(object.groups))
                    throw $TypeError(".patchmesh.PendingNode.groups: array expected");
                message.groups = $Array(object.groups.length);
                for (let i = 0; i < object.groups.length; ++i)
                    message.groups[i] = $String(object.groups[i]);
            }
            if (object.prefixes) {
                if (!$Array.isArray(object.prefixes))
                    throw $TypeError(".patchmesh.PendingNode.prefixes: array expected");
                message.prefixes = $Array(object.prefixes.length);
                for (let i = 0; i < object.prefixes.length; ++i)
                    message.prefixes[i] = $String(object.prefixes[i]);
            }
            if (object["class"] != null)
                if (typeof object["class"] !== "string" || object["class"].length)
                    message["class"] = $String(object["class"]);
            if (object.hostName != null)
                if (typeof object.hostName !== "string" || object.hostName.length)
                    message.hostName = $String(object.hostName);
            if (object.askedAt != null)
                if (typeof object.askedAt === "object" ? object.askedAt.low || object.askedAt.high : $Number(object.askedAt) !== 0)
                    if ($util.Long)
                        message.askedAt = $util.Long.fromValue(object.askedAt, true);
                    else if (typeof object.askedAt === "string")
                        message.askedAt = $parseInt(object.askedAt, 10);
                    else if (typeof object.askedAt === "number")
                        message.askedAt = object.askedAt;
                    else if (typeof object.askedAt === "object")
                        message.askedAt = new $util.LongBits(object.askedAt.low >>> 0, object.askedAt.high >>> 0).toNumber(true);
            if (object.replaces != null)
                if (typeof object.replaces !== "string" || object.replaces.length)
                    message.replaces = $String(object.replaces);
            if (object.token != null)
                if (typeof object.token !== "string" || object.token.length)
                    message.token = $String(object.token);
            return message;
        };

        PendingNode.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.groups = [];
                object.prefixes = [];
            }
            if (options.defaults) {
                object.node = "";
                object.site = "";
                object["class"] = "";
                object.hostName = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.askedAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.askedAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.replaces = "";
                object.token = "";
            }
            if (message.node != null && $Object.hasOwnProperty.call(message, "node"))
                object.node = message.node;
            if (message.site != null && $Object.hasOwnProperty.call(message, "site"))
                object.site = message.site;
            if (message.groups && message.groups.length) {
                object.groups = $Array(message.groups.length);
                for (let j = 0; j < message.groups.length; ++j)
                    object.groups[j] = message.groups[j];
            }
            if (message.prefixes && message.prefixes.length) {
                object.prefixes = $Array(message.prefixes.length);
                for (let j = 0; j < message.prefixes.length; ++j)
                    object.prefixes[j] = message.prefixes[j];
            }
            if (message["class"] != null && $Object.hasOwnProperty.call(message, "class"))
                object["class"] = message["class"];
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                object.hostName = message.hostName;
            if (message.askedAt != null && $Object.hasOwnProperty.call(message, "askedAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.askedAt = typeof message.askedAt === "number" ? $BigInt(message.askedAt) : $util.Long.fromBits(message.askedAt.low >>> 0, message.askedAt.high >>> 0, true).toBigInt();
                else if (typeof message.askedAt === "number")
                    object.askedAt = options.longs === $String ? $String(message.askedAt) : message.askedAt;
                else
                    object.askedAt = options.longs === $String ? $util.Long.prototype.toString.call(message.askedAt) : options.longs === $Number ? new $util.LongBits(message.askedAt.low >>> 0, message.askedAt.high >>> 0).toNumber(true) : message.askedAt;
            if (message.replaces != null && $Object.hasOwnProperty.call(message, "replaces"))
                object.replaces = message.replaces;
            if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                object.token = message.token;
            return object;
        };

        PendingNode.prototype.toJSON = function() {
            return PendingNode.toObject(this, $protobuf.util.toJSONOptions);
        };

        return PendingNode;
    })();

    patchmesh.SignedVersion = (function() {

        const SignedVersion = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SignedVersion.prototype.kind = "";
        SignedVersion.prototype.name = "";
        SignedVersion.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        SignedVersion.create = function(properties) {
            return new SignedVersion(properties);
        };

        SignedVersion.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                writer.uint32(10).string(message.kind);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(18).string(message.name);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                writer.uint32(24).uint64(message.version);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SignedVersion.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.SignedVersion();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SignedVersion.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.SignedVersion)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.SignedVersion: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.SignedVersion();
            if (object.kind != null)
                if (typeof object.kind !== "string" || object.kind.length)
                    message.kind = $String(object.kind);
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.version != null)
                if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                    if ($util.Long)
                        message.version = $util.Long.fromValue(object.version, true);
                    else if (typeof object.version === "string")
                        message.version = $parseInt(object.version, 10);
                    else if (typeof object.version === "number")
                        message.version = object.version;
                    else if (typeof object.version === "object")
                        message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
            return message;
        };

        SignedVersion.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.kind = "";
                object.name = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                object.kind = message.kind;
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                else if (typeof message.version === "number")
                    object.version = options.longs === $String ? $String(message.version) : message.version;
                else
                    object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
            return object;
        };

        SignedVersion.prototype.toJSON = function() {
            return SignedVersion.toObject(this, $protobuf.util.toJSONOptions);
        };

        return SignedVersion;
    })();

    patchmesh.TokenRecord = (function() {

        const TokenRecord = function (properties) {
            this.groups = [];
            this.prefixes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        TokenRecord.prototype.secretDigest = $util.newBuffer([]);
        TokenRecord.prototype.site = "";
        TokenRecord.prototype.groups = $util.emptyArray;
        TokenRecord.prototype.usesLeft = 0;
        TokenRecord.prototype.expiresAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        TokenRecord.prototype.prefixes = $util.emptyArray;
        TokenRecord.prototype.needsApproval = false;
        TokenRecord.prototype.replaces = "";

        TokenRecord.create = function(properties) {
            return new TokenRecord(properties);
        };

        TokenRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.secretDigest != null && $Object.hasOwnProperty.call(message, "secretDigest") && message.secretDigest.length)
                writer.uint32(10).bytes(message.secretDigest);
            if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                writer.uint32(18).string(message.site);
            if (message.groups != null && message.groups.length)
                for (let i = 0; i < message.groups.length; ++i)
                    writer.uint32(26).string(message.groups[i]);
            if (message.usesLeft != null && $Object.hasOwnProperty.call(message, "usesLeft") && message.usesLeft !== 0)
                writer.uint32(32).uint32(message.usesLeft);
            if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt") && (typeof message.expiresAt === "object" ? message.expiresAt.low || message.expiresAt.high : message.expiresAt !== 0))
                writer.uint32(40).uint64(message.expiresAt);
            if (message.prefixes != null && message.prefixes.length)
                for (let i = 0; i < message.prefixes.length; ++i)
                    writer.uint32(50).string(message.prefixes[i]);
            if (message.needsApproval != null && $Object.hasOwnProperty.call(message, "needsApproval") && message.needsApproval !== false)
                writer.uint32(56).bool(message.needsApproval);
            if (message.replaces != null && $Object.hasOwnProperty.call(message, "replaces") && message.replaces !== "")
                writer.uint32(66).string(message.replaces);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        TokenRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.patchmesh.TokenRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.secretDigest = value;
                        else
                            delete message.secretDigest;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.site = value;
                        else
                            delete message.site;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.groups && message.groups.length))
                            message.groups = [];
                        message.groups.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.usesLeft = value;
                        else
                            delete message.usesLeft;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.expiresAt = value;
                        else
                            delete message.expiresAt;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.prefixes && message.prefixes.length))
                            message.prefixes = [];
                        message.prefixes.push(reader.stringVerify());
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.needsApproval = value;
                        else
                            delete message.needsApproval;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.replaces = value;
                        else
                            delete message.replaces;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        TokenRecord.fromObject = function (object, _depth) {
            if (object instanceof $root.patchmesh.TokenRecord)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".patchmesh.TokenRecord: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.patchmesh.TokenRecord();
            if (object.secretDigest != null)
                if (object.secretDigest.length)
                    if (typeof object.secretDigest === "string")
                        $util.base64.decode(object.secretDigest, message.secretDigest = $util.newBuffer($util.base64.length(object.secretDigest)), 0);
                    else if (object.secretDigest.length >= 0)
                        message.secretDigest = object.secretDigest;
            if (object.site != null)
                if (typeof object.site !== "string" || object.site.length)
                    message.site = $String(object.site);
            if (object.groups) {
                if (!$Array.isArray(object.groups))
                    throw $TypeError(".patchmesh.TokenRecord.groups: array expected");
                message.groups = $Array(object.groups.length);
                for (let i = 0; i < object.groups.length; ++i)
                    message.groups[i] = $String(object.groups[i]);
            }
            if (object.usesLeft != null)
                if ($Number(object.usesLeft) !== 0)
                    message.usesLeft = object.usesLeft >>> 0;
            if (object.expiresAt != null)
                if (typeof object.expiresAt === "object" ? object.expiresAt.low || object.expiresAt.high : $Number(object.expiresAt) !== 0)
                    if ($util.Long)
                        message.expiresAt = $util.Long.fromValue(object.expiresAt, true);
                    else if (typeof object.expiresAt === "string")
                        message.expiresAt = $parseInt(object.expiresAt, 10);
                    else if (typeof object.expiresAt === "number")
                        message.expiresAt = object.expiresAt;
                    else if (typeof object.expiresAt === "object")
                        message.expiresAt = new $util.LongBits(object.expiresAt.low >>> 0, object.expiresAt.high >>> 0).toNumber(true);
            if (object.prefixes) {
                if (!$Array.isArray(object.prefixes))
                    throw $TypeError(".patchmesh.TokenRecord.prefixes: array expected");
                message.prefixes = $Array(object.prefixes.length);
                for (let i = 0; i < object.prefixes.length; ++i)
                    message.prefixes[i] = $String(object.prefixes[i]);
            }
            if (object.needsApproval != null)
                if (object.needsApproval)
                    message.needsApproval = $Boolean(object.needsApproval);
            if (object.replaces != null)
                if (typeof object.replaces !== "string" || object.replaces.length)
                    message.replaces = $String(object.replaces);
            return message;
        };

        TokenRecord.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.groups = [];
                object.prefixes = [];
            }
            if (options.defaults) {
                if (options.bytes === $String)
                    object.secretDigest = "";
                else {
                    object.secretDigest = [];
                    if (options.bytes !== $Array)
                        object.secretDigest = $util.newBuffer(object.secretDigest);
                }
                object.site = "";
                object.usesLeft = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.expiresAt = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.expiresAt = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.needsApproval = false;
                object.replaces = "";
            }
            if (message.secretDigest != null && $Object.hasOwnProperty.call(message, "secretDigest"))
                object.secretDigest = options.bytes === $String ? $util.base64.encode(message.secretDigest, 0, message.secretDigest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.secretDigest) : message.secretDigest;
            if (message.site != null && $Object.hasOwnProperty.call(message, "site"))
                object.site = message.site;
            if (message.groups && message.groups.length) {
                object.groups = $Array(message.groups.length);
                for (let j = 0; j < message.groups.length; ++j)
                    object.groups[j] = message.groups[j];
            }
            if (message.usesLeft != null && $Object.hasOwnProperty.call(message, "usesLeft"))
                object.usesLeft = message.usesLeft;
            if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.expiresAt = typeof message.expiresAt === "number" ? $BigInt(message.expiresAt) : $util.Long.fromBits(message.expiresAt.low >>> 0, message.expiresAt.high >>> 0, true).toBigInt();
                else if (typeof message.expiresAt === "number")
                    object.expiresAt = options.longs === $String ? $String(message.expiresAt) : message.expiresAt;
                else
                    object.expiresAt = options.longs === $String ? $util.Long.prototype.toString.call(message.expiresAt) : options.longs === $Number ? new $util.LongBits(message.expiresAt.low >>> 0, message.expiresAt.high >>> 0).toNumber(true) : message.expiresAt;
            if (message.prefixes && message.prefixes.length) {
                object.prefixes = $Array(message.prefixes.length);
                for (let j = 0; j < message.prefixes.length; ++j)
                    object.prefixes[j] = message.prefixes[j];
            }
            if (message.needsApproval != null && $Object.hasOwnProperty.call(message, "needsApproval"))
                object.needsApproval = message.needsApproval;
            if (message.replaces != null && $Object.hasOwnProperty.call(message, "replaces"))
                object.replaces = message.replaces;
            return object;
        };

        TokenRecord.prototype.toJSON = function() {
            return TokenRecord.toObject(this, $protobuf.util.toJSONOptions);
        };

        return TokenRecord;
    })();

    return patchmesh;
})();

export {
  $root as default
};
