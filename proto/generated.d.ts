import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace patchmesh. */
export namespace patchmesh {

    /**
     * Properties of an Envelope.
     * @deprecated Use patchmesh.Envelope.$Properties instead.
     */
    interface IEnvelope extends patchmesh.Envelope.$Properties {
    }

    /** Represents an Envelope. */
    class Envelope {

        /**
         * Constructs a new Envelope.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Envelope.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Envelope payload. */
        payload: Uint8Array;

        /** Envelope payloadType. */
        payloadType: string;

        /** Envelope signatures. */
        signatures: patchmesh.Signature.$Properties[];

        /**
         * Creates a new Envelope instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Envelope instance
         */
        static create(properties: patchmesh.Envelope.$Shape): patchmesh.Envelope & patchmesh.Envelope.$Shape;
        static create(properties?: patchmesh.Envelope.$Properties): patchmesh.Envelope;

        /**
         * Encodes the specified Envelope message. Does not implicitly {@link patchmesh.Envelope.verify|verify} messages.
         * @param message Envelope message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Envelope message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Envelope & patchmesh.Envelope.$Shape} Envelope
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Envelope & patchmesh.Envelope.$Shape;

        /**
         * Creates an Envelope message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Envelope
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Envelope;

        /**
         * Creates a plain object from an Envelope message. Also converts values to other types if specified.
         * @param message Envelope
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Envelope, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Envelope to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Envelope {

        /** Properties of an Envelope. */
        interface $Properties {

            /** Envelope payload */
            payload?: (Uint8Array|null);

            /** Envelope payloadType */
            payloadType?: (string|null);

            /** Envelope signatures */
            signatures?: (patchmesh.Signature.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Envelope. */
        type $Shape = patchmesh.Envelope.$Properties;
    }

    /**
     * Properties of a Signature.
     * @deprecated Use patchmesh.Signature.$Properties instead.
     */
    interface ISignature extends patchmesh.Signature.$Properties {
    }

    /** Represents a Signature. */
    class Signature {

        /**
         * Constructs a new Signature.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Signature.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Signature sig. */
        sig: Uint8Array;

        /** Signature keyId. */
        keyId: string;

        /**
         * Creates a new Signature instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Signature instance
         */
        static create(properties: patchmesh.Signature.$Shape): patchmesh.Signature & patchmesh.Signature.$Shape;
        static create(properties?: patchmesh.Signature.$Properties): patchmesh.Signature;

        /**
         * Encodes the specified Signature message. Does not implicitly {@link patchmesh.Signature.verify|verify} messages.
         * @param message Signature message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Signature.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Signature message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Signature & patchmesh.Signature.$Shape} Signature
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Signature & patchmesh.Signature.$Shape;

        /**
         * Creates a Signature message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Signature
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Signature;

        /**
         * Creates a plain object from a Signature message. Also converts values to other types if specified.
         * @param message Signature
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Signature, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Signature to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Signature {

        /** Properties of a Signature. */
        interface $Properties {

            /** Signature sig */
            sig?: (Uint8Array|null);

            /** Signature keyId */
            keyId?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Signature. */
        type $Shape = patchmesh.Signature.$Properties;
    }

    /**
     * Properties of a Header.
     * @deprecated Use patchmesh.Header.$Properties instead.
     */
    interface IHeader extends patchmesh.Header.$Properties {
    }

    /** Represents a Header. */
    class Header {

        /**
         * Constructs a new Header.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Header.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Header fleet. */
        fleet: Uint8Array;

        /** Header kind. */
        kind: string;

        /** Header name. */
        name: string;

        /** Header epoch. */
        epoch: number;

        /** Header version. */
        version: number;

        /** Header issuedAt. */
        issuedAt: number;

        /** Header notAfter. */
        notAfter: number;

        /** Header minSpec. */
        minSpec: number;

        /**
         * Creates a new Header instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Header instance
         */
        static create(properties: patchmesh.Header.$Shape): patchmesh.Header & patchmesh.Header.$Shape;
        static create(properties?: patchmesh.Header.$Properties): patchmesh.Header;

        /**
         * Encodes the specified Header message. Does not implicitly {@link patchmesh.Header.verify|verify} messages.
         * @param message Header message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Header.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Header message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Header & patchmesh.Header.$Shape} Header
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Header & patchmesh.Header.$Shape;

        /**
         * Creates a Header message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Header
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Header;

        /**
         * Creates a plain object from a Header message. Also converts values to other types if specified.
         * @param message Header
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Header, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Header to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Header {

        /** Properties of a Header. */
        interface $Properties {

            /** Header fleet */
            fleet?: (Uint8Array|null);

            /** Header kind */
            kind?: (string|null);

            /** Header name */
            name?: (string|null);

            /** Header epoch */
            epoch?: (number|null);

            /** Header version */
            version?: (number|null);

            /** Header issuedAt */
            issuedAt?: (number|null);

            /** Header notAfter */
            notAfter?: (number|null);

            /** Header minSpec */
            minSpec?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Header. */
        type $Shape = patchmesh.Header.$Properties;
    }

    /**
     * Properties of a Root.
     * @deprecated Use patchmesh.Root.$Properties instead.
     */
    interface IRoot extends patchmesh.Root.$Properties {
    }

    /** Represents a Root. */
    class Root {

        /**
         * Constructs a new Root.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Root.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Root header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Root fleetName. */
        fleetName: string;

        /** Root roles. */
        roles: patchmesh.Role.$Properties[];

        /** Root coordinators. */
        coordinators: patchmesh.Coordinator.$Properties[];

        /** Root operators. */
        operators: patchmesh.Operator.$Properties[];

        /** Root recallEpoch. */
        recallEpoch: number;

        /**
         * Creates a new Root instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Root instance
         */
        static create(properties: patchmesh.Root.$Shape): patchmesh.Root & patchmesh.Root.$Shape;
        static create(properties?: patchmesh.Root.$Properties): patchmesh.Root;

        /**
         * Encodes the specified Root message. Does not implicitly {@link patchmesh.Root.verify|verify} messages.
         * @param message Root message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Root.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Root message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Root & patchmesh.Root.$Shape} Root
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Root & patchmesh.Root.$Shape;

        /**
         * Creates a Root message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Root
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Root;

        /**
         * Creates a plain object from a Root message. Also converts values to other types if specified.
         * @param message Root
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Root, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Root to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Root {

        /** Properties of a Root. */
        interface $Properties {

            /** Root header */
            header?: (patchmesh.Header.$Properties|null);

            /** Root fleetName */
            fleetName?: (string|null);

            /** Root roles */
            roles?: (patchmesh.Role.$Properties[]|null);

            /** Root coordinators */
            coordinators?: (patchmesh.Coordinator.$Properties[]|null);

            /** Root operators */
            operators?: (patchmesh.Operator.$Properties[]|null);

            /** Root recallEpoch */
            recallEpoch?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Root. */
        type $Shape = patchmesh.Root.$Properties;
    }

    /**
     * Properties of a Role.
     * @deprecated Use patchmesh.Role.$Properties instead.
     */
    interface IRole extends patchmesh.Role.$Properties {
    }

    /** Represents a Role. */
    class Role {

        /**
         * Constructs a new Role.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Role.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Role name. */
        name: string;

        /** Role threshold. */
        threshold: number;

        /** Role epoch. */
        epoch: number;

        /** Role publicKeys. */
        publicKeys: Uint8Array[];

        /**
         * Creates a new Role instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Role instance
         */
        static create(properties: patchmesh.Role.$Shape): patchmesh.Role & patchmesh.Role.$Shape;
        static create(properties?: patchmesh.Role.$Properties): patchmesh.Role;

        /**
         * Encodes the specified Role message. Does not implicitly {@link patchmesh.Role.verify|verify} messages.
         * @param message Role message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Role.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Role message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Role & patchmesh.Role.$Shape} Role
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Role & patchmesh.Role.$Shape;

        /**
         * Creates a Role message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Role
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Role;

        /**
         * Creates a plain object from a Role message. Also converts values to other types if specified.
         * @param message Role
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Role, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Role to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Role {

        /** Properties of a Role. */
        interface $Properties {

            /** Role name */
            name?: (string|null);

            /** Role threshold */
            threshold?: (number|null);

            /** Role epoch */
            epoch?: (number|null);

            /** Role publicKeys */
            publicKeys?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Role. */
        type $Shape = patchmesh.Role.$Properties;
    }

    /**
     * Properties of a Coordinator.
     * @deprecated Use patchmesh.Coordinator.$Properties instead.
     */
    interface ICoordinator extends patchmesh.Coordinator.$Properties {
    }

    /** Represents a Coordinator. */
    class Coordinator {

        /**
         * Constructs a new Coordinator.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Coordinator.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Coordinator peerId. */
        peerId: string;

        /** Coordinator addresses. */
        addresses: string[];

        /** Coordinator boxKey. */
        boxKey: Uint8Array;

        /**
         * Creates a new Coordinator instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Coordinator instance
         */
        static create(properties: patchmesh.Coordinator.$Shape): patchmesh.Coordinator & patchmesh.Coordinator.$Shape;
        static create(properties?: patchmesh.Coordinator.$Properties): patchmesh.Coordinator;

        /**
         * Encodes the specified Coordinator message. Does not implicitly {@link patchmesh.Coordinator.verify|verify} messages.
         * @param message Coordinator message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Coordinator.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Coordinator message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Coordinator & patchmesh.Coordinator.$Shape} Coordinator
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Coordinator & patchmesh.Coordinator.$Shape;

        /**
         * Creates a Coordinator message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Coordinator
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Coordinator;

        /**
         * Creates a plain object from a Coordinator message. Also converts values to other types if specified.
         * @param message Coordinator
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Coordinator, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Coordinator to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Coordinator {

        /** Properties of a Coordinator. */
        interface $Properties {

            /** Coordinator peerId */
            peerId?: (string|null);

            /** Coordinator addresses */
            addresses?: (string[]|null);

            /** Coordinator boxKey */
            boxKey?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Coordinator. */
        type $Shape = patchmesh.Coordinator.$Properties;
    }

    /**
     * Properties of an Operator.
     * @deprecated Use patchmesh.Operator.$Properties instead.
     */
    interface IOperator extends patchmesh.Operator.$Properties {
    }

    /** Represents an Operator. */
    class Operator {

        /**
         * Constructs a new Operator.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Operator.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Operator peerId. */
        peerId: string;

        /** Operator name. */
        name: string;

        /**
         * Creates a new Operator instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Operator instance
         */
        static create(properties: patchmesh.Operator.$Shape): patchmesh.Operator & patchmesh.Operator.$Shape;
        static create(properties?: patchmesh.Operator.$Properties): patchmesh.Operator;

        /**
         * Encodes the specified Operator message. Does not implicitly {@link patchmesh.Operator.verify|verify} messages.
         * @param message Operator message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Operator.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Operator message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Operator & patchmesh.Operator.$Shape} Operator
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Operator & patchmesh.Operator.$Shape;

        /**
         * Creates an Operator message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Operator
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Operator;

        /**
         * Creates a plain object from an Operator message. Also converts values to other types if specified.
         * @param message Operator
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Operator, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Operator to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Operator {

        /** Properties of an Operator. */
        interface $Properties {

            /** Operator peerId */
            peerId?: (string|null);

            /** Operator name */
            name?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Operator. */
        type $Shape = patchmesh.Operator.$Properties;
    }

    /**
     * Properties of a Roster.
     * @deprecated Use patchmesh.Roster.$Properties instead.
     */
    interface IRoster extends patchmesh.Roster.$Properties {
    }

    /** Represents a Roster. */
    class Roster {

        /**
         * Constructs a new Roster.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Roster.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Roster header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Roster prefixes. */
        prefixes: string[];

        /** Roster members. */
        members: patchmesh.Member.$Properties[];

        /**
         * Creates a new Roster instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Roster instance
         */
        static create(properties: patchmesh.Roster.$Shape): patchmesh.Roster & patchmesh.Roster.$Shape;
        static create(properties?: patchmesh.Roster.$Properties): patchmesh.Roster;

        /**
         * Encodes the specified Roster message. Does not implicitly {@link patchmesh.Roster.verify|verify} messages.
         * @param message Roster message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Roster.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Roster message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Roster & patchmesh.Roster.$Shape} Roster
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Roster & patchmesh.Roster.$Shape;

        /**
         * Creates a Roster message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Roster
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Roster;

        /**
         * Creates a plain object from a Roster message. Also converts values to other types if specified.
         * @param message Roster
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Roster, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Roster to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Roster {

        /** Properties of a Roster. */
        interface $Properties {

            /** Roster header */
            header?: (patchmesh.Header.$Properties|null);

            /** Roster prefixes */
            prefixes?: (string[]|null);

            /** Roster members */
            members?: (patchmesh.Member.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Roster. */
        type $Shape = patchmesh.Roster.$Properties;
    }

    /**
     * Properties of a Member.
     * @deprecated Use patchmesh.Member.$Properties instead.
     */
    interface IMember extends patchmesh.Member.$Properties {
    }

    /** Represents a Member. */
    class Member {

        /**
         * Constructs a new Member.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Member.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Member node. */
        node: string;

        /** Member class. */
        class: string;

        /** Member groups. */
        groups: string[];

        /** Member hostName. */
        hostName: string;

        /** Member sinceVersion. */
        sinceVersion: number;

        /**
         * Creates a new Member instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Member instance
         */
        static create(properties: patchmesh.Member.$Shape): patchmesh.Member & patchmesh.Member.$Shape;
        static create(properties?: patchmesh.Member.$Properties): patchmesh.Member;

        /**
         * Encodes the specified Member message. Does not implicitly {@link patchmesh.Member.verify|verify} messages.
         * @param message Member message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Member.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Member message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Member & patchmesh.Member.$Shape} Member
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Member & patchmesh.Member.$Shape;

        /**
         * Creates a Member message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Member
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Member;

        /**
         * Creates a plain object from a Member message. Also converts values to other types if specified.
         * @param message Member
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Member, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Member to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Member {

        /** Properties of a Member. */
        interface $Properties {

            /** Member node */
            node?: (string|null);

            /** Member class */
            "class"?: (string|null);

            /** Member groups */
            groups?: (string[]|null);

            /** Member hostName */
            hostName?: (string|null);

            /** Member sinceVersion */
            sinceVersion?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Member. */
        type $Shape = patchmesh.Member.$Properties;
    }

    /**
     * Properties of a Manifest.
     * @deprecated Use patchmesh.Manifest.$Properties instead.
     */
    interface IManifest extends patchmesh.Manifest.$Properties {
    }

    /** Represents a Manifest. */
    class Manifest {

        /**
         * Constructs a new Manifest.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Manifest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Manifest header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Manifest product. */
        product: string;

        /** Manifest productVersion. */
        productVersion: string;

        /** Manifest title. */
        title: string;

        /** Manifest severity. */
        severity: string;

        /** Manifest cves. */
        cves: string[];

        /** Manifest summary. */
        summary: string;

        /** Manifest publishedAt. */
        publishedAt: number;

        /** Manifest platform. */
        platform?: (patchmesh.Platform.$Properties|null);

        /** Manifest artifacts. */
        artifacts: patchmesh.Artifact.$Properties[];

        /** Manifest action. */
        action?: (patchmesh.InstallAction.$Properties|null);

        /** Manifest detection. */
        detection: patchmesh.DetectionRule.$Properties[];

        /** Manifest proof. */
        proof?: (patchmesh.Proof.$Properties|null);

        /**
         * Creates a new Manifest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Manifest instance
         */
        static create(properties: patchmesh.Manifest.$Shape): patchmesh.Manifest & patchmesh.Manifest.$Shape;
        static create(properties?: patchmesh.Manifest.$Properties): patchmesh.Manifest;

        /**
         * Encodes the specified Manifest message. Does not implicitly {@link patchmesh.Manifest.verify|verify} messages.
         * @param message Manifest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Manifest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Manifest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Manifest & patchmesh.Manifest.$Shape} Manifest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Manifest & patchmesh.Manifest.$Shape;

        /**
         * Creates a Manifest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Manifest
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Manifest;

        /**
         * Creates a plain object from a Manifest message. Also converts values to other types if specified.
         * @param message Manifest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Manifest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Manifest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Manifest {

        /** Properties of a Manifest. */
        interface $Properties {

            /** Manifest header */
            header?: (patchmesh.Header.$Properties|null);

            /** Manifest product */
            product?: (string|null);

            /** Manifest productVersion */
            productVersion?: (string|null);

            /** Manifest title */
            title?: (string|null);

            /** Manifest severity */
            severity?: (string|null);

            /** Manifest cves */
            cves?: (string[]|null);

            /** Manifest summary */
            summary?: (string|null);

            /** Manifest publishedAt */
            publishedAt?: (number|null);

            /** Manifest platform */
            platform?: (patchmesh.Platform.$Properties|null);

            /** Manifest artifacts */
            artifacts?: (patchmesh.Artifact.$Properties[]|null);

            /** Manifest action */
            action?: (patchmesh.InstallAction.$Properties|null);

            /** Manifest detection */
            detection?: (patchmesh.DetectionRule.$Properties[]|null);

            /** Manifest proof */
            proof?: (patchmesh.Proof.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Manifest. */
        type $Shape = {
          header?: patchmesh.Header.$Shape|null;
          product?: string|null;
          productVersion?: string|null;
          title?: string|null;
          severity?: string|null;
          cves?: string[]|null;
          summary?: string|null;
          publishedAt?: number|null;
          platform?: patchmesh.Platform.$Shape|null;
          artifacts?: patchmesh.Artifact.$Shape[]|null;
          action?: patchmesh.InstallAction.$Shape|null;
          detection?: patchmesh.DetectionRule.$Shape[]|null;
          proof?: patchmesh.Proof.$Shape|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Platform.
     * @deprecated Use patchmesh.Platform.$Properties instead.
     */
    interface IPlatform extends patchmesh.Platform.$Properties {
    }

    /** Represents a Platform. */
    class Platform {

        /**
         * Constructs a new Platform.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Platform.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Platform os. */
        os: string;

        /** Platform architecture. */
        architecture: string;

        /** Platform distribution. */
        distribution: string;

        /**
         * Creates a new Platform instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Platform instance
         */
        static create(properties: patchmesh.Platform.$Shape): patchmesh.Platform & patchmesh.Platform.$Shape;
        static create(properties?: patchmesh.Platform.$Properties): patchmesh.Platform;

        /**
         * Encodes the specified Platform message. Does not implicitly {@link patchmesh.Platform.verify|verify} messages.
         * @param message Platform message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Platform.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Platform message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Platform & patchmesh.Platform.$Shape} Platform
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Platform & patchmesh.Platform.$Shape;

        /**
         * Creates a Platform message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Platform
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Platform;

        /**
         * Creates a plain object from a Platform message. Also converts values to other types if specified.
         * @param message Platform
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Platform, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Platform to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Platform {

        /** Properties of a Platform. */
        interface $Properties {

            /** Platform os */
            os?: (string|null);

            /** Platform architecture */
            architecture?: (string|null);

            /** Platform distribution */
            distribution?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Platform. */
        type $Shape = patchmesh.Platform.$Properties;
    }

    /**
     * Properties of an Artifact.
     * @deprecated Use patchmesh.Artifact.$Properties instead.
     */
    interface IArtifact extends patchmesh.Artifact.$Properties {
    }

    /** Represents an Artifact. */
    class Artifact {

        /**
         * Constructs a new Artifact.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Artifact.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Artifact digest. */
        digest: Uint8Array;

        /** Artifact sizeBytes. */
        sizeBytes: number;

        /** Artifact fileName. */
        fileName: string;

        /** Artifact deb. */
        deb?: (patchmesh.Deb.$Properties|null);

        /**
         * Creates a new Artifact instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Artifact instance
         */
        static create(properties: patchmesh.Artifact.$Shape): patchmesh.Artifact & patchmesh.Artifact.$Shape;
        static create(properties?: patchmesh.Artifact.$Properties): patchmesh.Artifact;

        /**
         * Encodes the specified Artifact message. Does not implicitly {@link patchmesh.Artifact.verify|verify} messages.
         * @param message Artifact message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Artifact.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Artifact message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Artifact & patchmesh.Artifact.$Shape} Artifact
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Artifact & patchmesh.Artifact.$Shape;

        /**
         * Creates an Artifact message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Artifact
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Artifact;

        /**
         * Creates a plain object from an Artifact message. Also converts values to other types if specified.
         * @param message Artifact
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Artifact, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Artifact to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Artifact {

        /** Properties of an Artifact. */
        interface $Properties {

            /** Artifact digest */
            digest?: (Uint8Array|null);

            /** Artifact sizeBytes */
            sizeBytes?: (number|null);

            /** Artifact fileName */
            fileName?: (string|null);

            /** Artifact deb */
            deb?: (patchmesh.Deb.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Artifact. */
        type $Shape = patchmesh.Artifact.$Properties;
    }

    /**
     * Properties of a Deb.
     * @deprecated Use patchmesh.Deb.$Properties instead.
     */
    interface IDeb extends patchmesh.Deb.$Properties {
    }

    /** Represents a Deb. */
    class Deb {

        /**
         * Constructs a new Deb.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Deb.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Deb package. */
        package: string;

        /** Deb version. */
        version: string;

        /** Deb architecture. */
        architecture: string;

        /** Deb stanza. */
        stanza: string;

        /**
         * Creates a new Deb instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Deb instance
         */
        static create(properties: patchmesh.Deb.$Shape): patchmesh.Deb & patchmesh.Deb.$Shape;
        static create(properties?: patchmesh.Deb.$Properties): patchmesh.Deb;

        /**
         * Encodes the specified Deb message. Does not implicitly {@link patchmesh.Deb.verify|verify} messages.
         * @param message Deb message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Deb.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Deb message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Deb & patchmesh.Deb.$Shape} Deb
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Deb & patchmesh.Deb.$Shape;

        /**
         * Creates a Deb message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Deb
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Deb;

        /**
         * Creates a plain object from a Deb message. Also converts values to other types if specified.
         * @param message Deb
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Deb, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Deb to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Deb {

        /** Properties of a Deb. */
        interface $Properties {

            /** Deb package */
            "package"?: (string|null);

            /** Deb version */
            version?: (string|null);

            /** Deb architecture */
            architecture?: (string|null);

            /** Deb stanza */
            stanza?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Deb. */
        type $Shape = patchmesh.Deb.$Properties;
    }

    /**
     * Properties of an InstallAction.
     * @deprecated Use patchmesh.InstallAction.$Properties instead.
     */
    interface IInstallAction extends patchmesh.InstallAction.$Properties {
    }

    /** Represents an InstallAction. */
    class InstallAction {

        /**
         * Constructs a new InstallAction.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.InstallAction.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** InstallAction file. */
        file?: (patchmesh.FileAction.$Properties|null);

        /** InstallAction archive. */
        archive?: (patchmesh.ArchiveAction.$Properties|null);

        /** InstallAction deb. */
        deb?: (patchmesh.DebAction.$Properties|null);

        /** InstallAction action. */
        action?: ("file"|"archive"|"deb");

        /**
         * Creates a new InstallAction instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InstallAction instance
         */
        static create(properties: patchmesh.InstallAction.$Shape): patchmesh.InstallAction & patchmesh.InstallAction.$Shape;
        static create(properties?: patchmesh.InstallAction.$Properties): patchmesh.InstallAction;

        /**
         * Encodes the specified InstallAction message. Does not implicitly {@link patchmesh.InstallAction.verify|verify} messages.
         * @param message InstallAction message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.InstallAction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InstallAction message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.InstallAction & patchmesh.InstallAction.$Shape} InstallAction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.InstallAction & patchmesh.InstallAction.$Shape;

        /**
         * Creates an InstallAction message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns InstallAction
         */
        static fromObject(object: { [k: string]: any }): patchmesh.InstallAction;

        /**
         * Creates a plain object from an InstallAction message. Also converts values to other types if specified.
         * @param message InstallAction
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.InstallAction, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this InstallAction to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace InstallAction {

        /** Properties of an InstallAction. */
        interface $Properties {

            /** InstallAction file */
            file?: (patchmesh.FileAction.$Properties|null);

            /** InstallAction archive */
            archive?: (patchmesh.ArchiveAction.$Properties|null);

            /** InstallAction deb */
            deb?: (patchmesh.DebAction.$Properties|null);

            /** InstallAction action */
            action?: ("file"|"archive"|"deb");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of an InstallAction. */
        type $Shape = {
          file?: patchmesh.FileAction.$Shape|null;
          archive?: patchmesh.ArchiveAction.$Shape|null;
          deb?: patchmesh.DebAction.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ action?: undefined; file?: null; archive?: null; deb?: null }|{ action?: "file"; file: patchmesh.FileAction.$Shape; archive?: null; deb?: null }|{ action?: "archive"; file?: null; archive: patchmesh.ArchiveAction.$Shape; deb?: null }|{ action?: "deb"; file?: null; archive?: null; deb: patchmesh.DebAction.$Shape })
        );
    }

    /**
     * Properties of a FileAction.
     * @deprecated Use patchmesh.FileAction.$Properties instead.
     */
    interface IFileAction extends patchmesh.FileAction.$Properties {
    }

    /** Represents a FileAction. */
    class FileAction {

        /**
         * Constructs a new FileAction.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.FileAction.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FileAction artifact. */
        artifact: Uint8Array;

        /** FileAction path. */
        path: string;

        /** FileAction mode. */
        mode: number;

        /**
         * Creates a new FileAction instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FileAction instance
         */
        static create(properties: patchmesh.FileAction.$Shape): patchmesh.FileAction & patchmesh.FileAction.$Shape;
        static create(properties?: patchmesh.FileAction.$Properties): patchmesh.FileAction;

        /**
         * Encodes the specified FileAction message. Does not implicitly {@link patchmesh.FileAction.verify|verify} messages.
         * @param message FileAction message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.FileAction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FileAction message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.FileAction & patchmesh.FileAction.$Shape} FileAction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.FileAction & patchmesh.FileAction.$Shape;

        /**
         * Creates a FileAction message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FileAction
         */
        static fromObject(object: { [k: string]: any }): patchmesh.FileAction;

        /**
         * Creates a plain object from a FileAction message. Also converts values to other types if specified.
         * @param message FileAction
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.FileAction, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FileAction to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace FileAction {

        /** Properties of a FileAction. */
        interface $Properties {

            /** FileAction artifact */
            artifact?: (Uint8Array|null);

            /** FileAction path */
            path?: (string|null);

            /** FileAction mode */
            mode?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FileAction. */
        type $Shape = patchmesh.FileAction.$Properties;
    }

    /**
     * Properties of an ArchiveAction.
     * @deprecated Use patchmesh.ArchiveAction.$Properties instead.
     */
    interface IArchiveAction extends patchmesh.ArchiveAction.$Properties {
    }

    /** Represents an ArchiveAction. */
    class ArchiveAction {

        /**
         * Constructs a new ArchiveAction.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.ArchiveAction.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ArchiveAction artifact. */
        artifact: Uint8Array;

        /** ArchiveAction prefix. */
        prefix: string;

        /**
         * Creates a new ArchiveAction instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ArchiveAction instance
         */
        static create(properties: patchmesh.ArchiveAction.$Shape): patchmesh.ArchiveAction & patchmesh.ArchiveAction.$Shape;
        static create(properties?: patchmesh.ArchiveAction.$Properties): patchmesh.ArchiveAction;

        /**
         * Encodes the specified ArchiveAction message. Does not implicitly {@link patchmesh.ArchiveAction.verify|verify} messages.
         * @param message ArchiveAction message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.ArchiveAction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ArchiveAction message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.ArchiveAction & patchmesh.ArchiveAction.$Shape} ArchiveAction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.ArchiveAction & patchmesh.ArchiveAction.$Shape;

        /**
         * Creates an ArchiveAction message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ArchiveAction
         */
        static fromObject(object: { [k: string]: any }): patchmesh.ArchiveAction;

        /**
         * Creates a plain object from an ArchiveAction message. Also converts values to other types if specified.
         * @param message ArchiveAction
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.ArchiveAction, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ArchiveAction to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace ArchiveAction {

        /** Properties of an ArchiveAction. */
        interface $Properties {

            /** ArchiveAction artifact */
            artifact?: (Uint8Array|null);

            /** ArchiveAction prefix */
            prefix?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ArchiveAction. */
        type $Shape = patchmesh.ArchiveAction.$Properties;
    }

    /**
     * Properties of a DebAction.
     * @deprecated Use patchmesh.DebAction.$Properties instead.
     */
    interface IDebAction extends patchmesh.DebAction.$Properties {
    }

    /** Represents a DebAction. */
    class DebAction {

        /**
         * Constructs a new DebAction.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.DebAction.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new DebAction instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DebAction instance
         */
        static create(properties: patchmesh.DebAction.$Shape): patchmesh.DebAction & patchmesh.DebAction.$Shape;
        static create(properties?: patchmesh.DebAction.$Properties): patchmesh.DebAction;

        /**
         * Encodes the specified DebAction message. Does not implicitly {@link patchmesh.DebAction.verify|verify} messages.
         * @param message DebAction message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.DebAction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DebAction message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.DebAction & patchmesh.DebAction.$Shape} DebAction
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.DebAction & patchmesh.DebAction.$Shape;

        /**
         * Creates a DebAction message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DebAction
         */
        static fromObject(object: { [k: string]: any }): patchmesh.DebAction;

        /**
         * Creates a plain object from a DebAction message. Also converts values to other types if specified.
         * @param message DebAction
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.DebAction, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DebAction to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace DebAction {

        /** Properties of a DebAction. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DebAction. */
        type $Shape = patchmesh.DebAction.$Properties;
    }

    /**
     * Properties of a DetectionRule.
     * @deprecated Use patchmesh.DetectionRule.$Properties instead.
     */
    interface IDetectionRule extends patchmesh.DetectionRule.$Properties {
    }

    /** Represents a DetectionRule. */
    class DetectionRule {

        /**
         * Constructs a new DetectionRule.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.DetectionRule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DetectionRule fileExists. */
        fileExists?: (patchmesh.FileExistsRule.$Properties|null);

        /** DetectionRule fileSha256. */
        fileSha256?: (patchmesh.FileSha256Rule.$Properties|null);

        /** DetectionRule versionLine. */
        versionLine?: (patchmesh.VersionLineRule.$Properties|null);

        /** DetectionRule deb. */
        deb?: (patchmesh.DebRule.$Properties|null);

        /** DetectionRule rule. */
        rule?: ("fileExists"|"fileSha256"|"versionLine"|"deb");

        /**
         * Creates a new DetectionRule instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DetectionRule instance
         */
        static create(properties: patchmesh.DetectionRule.$Shape): patchmesh.DetectionRule & patchmesh.DetectionRule.$Shape;
        static create(properties?: patchmesh.DetectionRule.$Properties): patchmesh.DetectionRule;

        /**
         * Encodes the specified DetectionRule message. Does not implicitly {@link patchmesh.DetectionRule.verify|verify} messages.
         * @param message DetectionRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.DetectionRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DetectionRule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.DetectionRule & patchmesh.DetectionRule.$Shape} DetectionRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.DetectionRule & patchmesh.DetectionRule.$Shape;

        /**
         * Creates a DetectionRule message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DetectionRule
         */
        static fromObject(object: { [k: string]: any }): patchmesh.DetectionRule;

        /**
         * Creates a plain object from a DetectionRule message. Also converts values to other types if specified.
         * @param message DetectionRule
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.DetectionRule, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DetectionRule to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace DetectionRule {

        /** Properties of a DetectionRule. */
        interface $Properties {

            /** DetectionRule fileExists */
            fileExists?: (patchmesh.FileExistsRule.$Properties|null);

            /** DetectionRule fileSha256 */
            fileSha256?: (patchmesh.FileSha256Rule.$Properties|null);

            /** DetectionRule versionLine */
            versionLine?: (patchmesh.VersionLineRule.$Properties|null);

            /** DetectionRule deb */
            deb?: (patchmesh.DebRule.$Properties|null);

            /** DetectionRule rule */
            rule?: ("fileExists"|"fileSha256"|"versionLine"|"deb");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a DetectionRule. */
        type $Shape = {
          fileExists?: patchmesh.FileExistsRule.$Shape|null;
          fileSha256?: patchmesh.FileSha256Rule.$Shape|null;
          versionLine?: patchmesh.VersionLineRule.$Shape|null;
          deb?: patchmesh.DebRule.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ rule?: undefined; fileExists?: null; fileSha256?: null; versionLine?: null; deb?: null }|{ rule?: "fileExists"; fileExists: patchmesh.FileExistsRule.$Shape; fileSha256?: null; versionLine?: null; deb?: null }|{ rule?: "fileSha256"; fileExists?: null; fileSha256: patchmesh.FileSha256Rule.$Shape; versionLine?: null; deb?: null }|{ rule?: "versionLine"; fileExists?: null; fileSha256?: null; versionLine: patchmesh.VersionLineRule.$Shape; deb?: null }|{ rule?: "deb"; fileExists?: null; fileSha256?: null; versionLine?: null; deb: patchmesh.DebRule.$Shape })
        );
    }

    /**
     * Properties of a FileExistsRule.
     * @deprecated Use patchmesh.FileExistsRule.$Properties instead.
     */
    interface IFileExistsRule extends patchmesh.FileExistsRule.$Properties {
    }

    /** Represents a FileExistsRule. */
    class FileExistsRule {

        /**
         * Constructs a new FileExistsRule.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.FileExistsRule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FileExistsRule path. */
        path: string;

        /**
         * Creates a new FileExistsRule instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FileExistsRule instance
         */
        static create(properties: patchmesh.FileExistsRule.$Shape): patchmesh.FileExistsRule & patchmesh.FileExistsRule.$Shape;
        static create(properties?: patchmesh.FileExistsRule.$Properties): patchmesh.FileExistsRule;

        /**
         * Encodes the specified FileExistsRule message. Does not implicitly {@link patchmesh.FileExistsRule.verify|verify} messages.
         * @param message FileExistsRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.FileExistsRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FileExistsRule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.FileExistsRule & patchmesh.FileExistsRule.$Shape} FileExistsRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.FileExistsRule & patchmesh.FileExistsRule.$Shape;

        /**
         * Creates a FileExistsRule message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FileExistsRule
         */
        static fromObject(object: { [k: string]: any }): patchmesh.FileExistsRule;

        /**
         * Creates a plain object from a FileExistsRule message. Also converts values to other types if specified.
         * @param message FileExistsRule
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.FileExistsRule, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FileExistsRule to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace FileExistsRule {

        /** Properties of a FileExistsRule. */
        interface $Properties {

            /** FileExistsRule path */
            path?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FileExistsRule. */
        type $Shape = patchmesh.FileExistsRule.$Properties;
    }

    /**
     * Properties of a FileSha256Rule.
     * @deprecated Use patchmesh.FileSha256Rule.$Properties instead.
     */
    interface IFileSha256Rule extends patchmesh.FileSha256Rule.$Properties {
    }

    /** Represents a FileSha256Rule. */
    class FileSha256Rule {

        /**
         * Constructs a new FileSha256Rule.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.FileSha256Rule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FileSha256Rule path. */
        path: string;

        /** FileSha256Rule digest. */
        digest: Uint8Array;

        /**
         * Creates a new FileSha256Rule instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FileSha256Rule instance
         */
        static create(properties: patchmesh.FileSha256Rule.$Shape): patchmesh.FileSha256Rule & patchmesh.FileSha256Rule.$Shape;
        static create(properties?: patchmesh.FileSha256Rule.$Properties): patchmesh.FileSha256Rule;

        /**
         * Encodes the specified FileSha256Rule message. Does not implicitly {@link patchmesh.FileSha256Rule.verify|verify} messages.
         * @param message FileSha256Rule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.FileSha256Rule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FileSha256Rule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.FileSha256Rule & patchmesh.FileSha256Rule.$Shape} FileSha256Rule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.FileSha256Rule & patchmesh.FileSha256Rule.$Shape;

        /**
         * Creates a FileSha256Rule message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FileSha256Rule
         */
        static fromObject(object: { [k: string]: any }): patchmesh.FileSha256Rule;

        /**
         * Creates a plain object from a FileSha256Rule message. Also converts values to other types if specified.
         * @param message FileSha256Rule
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.FileSha256Rule, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FileSha256Rule to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace FileSha256Rule {

        /** Properties of a FileSha256Rule. */
        interface $Properties {

            /** FileSha256Rule path */
            path?: (string|null);

            /** FileSha256Rule digest */
            digest?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FileSha256Rule. */
        type $Shape = patchmesh.FileSha256Rule.$Properties;
    }

    /**
     * Properties of a VersionLineRule.
     * @deprecated Use patchmesh.VersionLineRule.$Properties instead.
     */
    interface IVersionLineRule extends patchmesh.VersionLineRule.$Properties {
    }

    /** Represents a VersionLineRule. */
    class VersionLineRule {

        /**
         * Constructs a new VersionLineRule.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.VersionLineRule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VersionLineRule path. */
        path: string;

        /** VersionLineRule prefix. */
        prefix: string;

        /** VersionLineRule version. */
        version: string;

        /** VersionLineRule scheme. */
        scheme: string;

        /**
         * Creates a new VersionLineRule instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VersionLineRule instance
         */
        static create(properties: patchmesh.VersionLineRule.$Shape): patchmesh.VersionLineRule & patchmesh.VersionLineRule.$Shape;
        static create(properties?: patchmesh.VersionLineRule.$Properties): patchmesh.VersionLineRule;

        /**
         * Encodes the specified VersionLineRule message. Does not implicitly {@link patchmesh.VersionLineRule.verify|verify} messages.
         * @param message VersionLineRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.VersionLineRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VersionLineRule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.VersionLineRule & patchmesh.VersionLineRule.$Shape} VersionLineRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.VersionLineRule & patchmesh.VersionLineRule.$Shape;

        /**
         * Creates a VersionLineRule message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VersionLineRule
         */
        static fromObject(object: { [k: string]: any }): patchmesh.VersionLineRule;

        /**
         * Creates a plain object from a VersionLineRule message. Also converts values to other types if specified.
         * @param message VersionLineRule
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.VersionLineRule, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VersionLineRule to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace VersionLineRule {

        /** Properties of a VersionLineRule. */
        interface $Properties {

            /** VersionLineRule path */
            path?: (string|null);

            /** VersionLineRule prefix */
            prefix?: (string|null);

            /** VersionLineRule version */
            version?: (string|null);

            /** VersionLineRule scheme */
            scheme?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VersionLineRule. */
        type $Shape = patchmesh.VersionLineRule.$Properties;
    }

    /**
     * Properties of a DebRule.
     * @deprecated Use patchmesh.DebRule.$Properties instead.
     */
    interface IDebRule extends patchmesh.DebRule.$Properties {
    }

    /** Represents a DebRule. */
    class DebRule {

        /**
         * Constructs a new DebRule.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.DebRule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new DebRule instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DebRule instance
         */
        static create(properties: patchmesh.DebRule.$Shape): patchmesh.DebRule & patchmesh.DebRule.$Shape;
        static create(properties?: patchmesh.DebRule.$Properties): patchmesh.DebRule;

        /**
         * Encodes the specified DebRule message. Does not implicitly {@link patchmesh.DebRule.verify|verify} messages.
         * @param message DebRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.DebRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DebRule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.DebRule & patchmesh.DebRule.$Shape} DebRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.DebRule & patchmesh.DebRule.$Shape;

        /**
         * Creates a DebRule message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DebRule
         */
        static fromObject(object: { [k: string]: any }): patchmesh.DebRule;

        /**
         * Creates a plain object from a DebRule message. Also converts values to other types if specified.
         * @param message DebRule
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.DebRule, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DebRule to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace DebRule {

        /** Properties of a DebRule. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DebRule. */
        type $Shape = patchmesh.DebRule.$Properties;
    }

    /**
     * Properties of a Proof.
     * @deprecated Use patchmesh.Proof.$Properties instead.
     */
    interface IProof extends patchmesh.Proof.$Properties {
    }

    /** Represents a Proof. */
    class Proof {

        /**
         * Constructs a new Proof.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Proof.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Proof feed. */
        feed: string;

        /** Proof apt. */
        apt?: (patchmesh.AptProof.$Properties|null);

        /**
         * Creates a new Proof instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Proof instance
         */
        static create(properties: patchmesh.Proof.$Shape): patchmesh.Proof & patchmesh.Proof.$Shape;
        static create(properties?: patchmesh.Proof.$Properties): patchmesh.Proof;

        /**
         * Encodes the specified Proof message. Does not implicitly {@link patchmesh.Proof.verify|verify} messages.
         * @param message Proof message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Proof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Proof message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Proof & patchmesh.Proof.$Shape} Proof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Proof & patchmesh.Proof.$Shape;

        /**
         * Creates a Proof message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Proof
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Proof;

        /**
         * Creates a plain object from a Proof message. Also converts values to other types if specified.
         * @param message Proof
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Proof, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Proof to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Proof {

        /** Properties of a Proof. */
        interface $Properties {

            /** Proof feed */
            feed?: (string|null);

            /** Proof apt */
            apt?: (patchmesh.AptProof.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Proof. */
        type $Shape = patchmesh.Proof.$Properties;
    }

    /**
     * Properties of an AptProof.
     * @deprecated Use patchmesh.AptProof.$Properties instead.
     */
    interface IAptProof extends patchmesh.AptProof.$Properties {
    }

    /** Represents an AptProof. */
    class AptProof {

        /**
         * Constructs a new AptProof.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.AptProof.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AptProof inReleaseDigest. */
        inReleaseDigest: Uint8Array;

        /** AptProof suite. */
        suite: string;

        /** AptProof component. */
        component: string;

        /** AptProof architecture. */
        architecture: string;

        /** AptProof indexPath. */
        indexPath: string;

        /** AptProof indexDigest. */
        indexDigest: Uint8Array;

        /**
         * Creates a new AptProof instance using the specified properties.
         * @param [properties] Properties to set
         * @returns AptProof instance
         */
        static create(properties: patchmesh.AptProof.$Shape): patchmesh.AptProof & patchmesh.AptProof.$Shape;
        static create(properties?: patchmesh.AptProof.$Properties): patchmesh.AptProof;

        /**
         * Encodes the specified AptProof message. Does not implicitly {@link patchmesh.AptProof.verify|verify} messages.
         * @param message AptProof message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.AptProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AptProof message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.AptProof & patchmesh.AptProof.$Shape} AptProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.AptProof & patchmesh.AptProof.$Shape;

        /**
         * Creates an AptProof message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns AptProof
         */
        static fromObject(object: { [k: string]: any }): patchmesh.AptProof;

        /**
         * Creates a plain object from an AptProof message. Also converts values to other types if specified.
         * @param message AptProof
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.AptProof, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this AptProof to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace AptProof {

        /** Properties of an AptProof. */
        interface $Properties {

            /** AptProof inReleaseDigest */
            inReleaseDigest?: (Uint8Array|null);

            /** AptProof suite */
            suite?: (string|null);

            /** AptProof component */
            component?: (string|null);

            /** AptProof architecture */
            architecture?: (string|null);

            /** AptProof indexPath */
            indexPath?: (string|null);

            /** AptProof indexDigest */
            indexDigest?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AptProof. */
        type $Shape = patchmesh.AptProof.$Properties;
    }

    /**
     * Properties of a PieceList.
     * @deprecated Use patchmesh.PieceList.$Properties instead.
     */
    interface IPieceList extends patchmesh.PieceList.$Properties {
    }

    /** Represents a PieceList. */
    class PieceList {

        /**
         * Constructs a new PieceList.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.PieceList.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PieceList header. */
        header?: (patchmesh.Header.$Properties|null);

        /** PieceList sizeBytes. */
        sizeBytes: number;

        /** PieceList pieceBytes. */
        pieceBytes: number;

        /** PieceList hashes. */
        hashes: Uint8Array;

        /** PieceList sources. */
        sources: string[];

        /**
         * Creates a new PieceList instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PieceList instance
         */
        static create(properties: patchmesh.PieceList.$Shape): patchmesh.PieceList & patchmesh.PieceList.$Shape;
        static create(properties?: patchmesh.PieceList.$Properties): patchmesh.PieceList;

        /**
         * Encodes the specified PieceList message. Does not implicitly {@link patchmesh.PieceList.verify|verify} messages.
         * @param message PieceList message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.PieceList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PieceList message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.PieceList & patchmesh.PieceList.$Shape} PieceList
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.PieceList & patchmesh.PieceList.$Shape;

        /**
         * Creates a PieceList message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PieceList
         */
        static fromObject(object: { [k: string]: any }): patchmesh.PieceList;

        /**
         * Creates a plain object from a PieceList message. Also converts values to other types if specified.
         * @param message PieceList
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.PieceList, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PieceList to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace PieceList {

        /** Properties of a PieceList. */
        interface $Properties {

            /** PieceList header */
            header?: (patchmesh.Header.$Properties|null);

            /** PieceList sizeBytes */
            sizeBytes?: (number|null);

            /** PieceList pieceBytes */
            pieceBytes?: (number|null);

            /** PieceList hashes */
            hashes?: (Uint8Array|null);

            /** PieceList sources */
            sources?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PieceList. */
        type $Shape = patchmesh.PieceList.$Properties;
    }

    /**
     * Properties of an Approval.
     * @deprecated Use patchmesh.Approval.$Properties instead.
     */
    interface IApproval extends patchmesh.Approval.$Properties {
    }

    /** Represents an Approval. */
    class Approval {

        /**
         * Constructs a new Approval.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Approval.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Approval header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Approval decision. */
        decision: string;

        /** Approval manifests. */
        manifests: Uint8Array[];

        /** Approval severity. */
        severity: string;

        /** Approval reason. */
        reason: string;

        /** Approval sites. */
        sites: string[];

        /** Approval groups. */
        groups: string[];

        /**
         * Creates a new Approval instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Approval instance
         */
        static create(properties: patchmesh.Approval.$Shape): patchmesh.Approval & patchmesh.Approval.$Shape;
        static create(properties?: patchmesh.Approval.$Properties): patchmesh.Approval;

        /**
         * Encodes the specified Approval message. Does not implicitly {@link patchmesh.Approval.verify|verify} messages.
         * @param message Approval message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Approval.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Approval message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Approval & patchmesh.Approval.$Shape} Approval
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Approval & patchmesh.Approval.$Shape;

        /**
         * Creates an Approval message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Approval
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Approval;

        /**
         * Creates a plain object from an Approval message. Also converts values to other types if specified.
         * @param message Approval
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Approval, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Approval to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Approval {

        /** Properties of an Approval. */
        interface $Properties {

            /** Approval header */
            header?: (patchmesh.Header.$Properties|null);

            /** Approval decision */
            decision?: (string|null);

            /** Approval manifests */
            manifests?: (Uint8Array[]|null);

            /** Approval severity */
            severity?: (string|null);

            /** Approval reason */
            reason?: (string|null);

            /** Approval sites */
            sites?: (string[]|null);

            /** Approval groups */
            groups?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Approval. */
        type $Shape = patchmesh.Approval.$Properties;
    }

    /**
     * Properties of a Schedule.
     * @deprecated Use patchmesh.Schedule.$Properties instead.
     */
    interface ISchedule extends patchmesh.Schedule.$Properties {
    }

    /** Represents a Schedule. */
    class Schedule {

        /**
         * Constructs a new Schedule.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Schedule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Schedule header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Schedule patches. */
        patches: patchmesh.ScheduledPatch.$Properties[];

        /** Schedule targets. */
        targets?: (patchmesh.Targets.$Properties|null);

        /** Schedule startAt. */
        startAt: number;

        /** Schedule window. */
        window?: (patchmesh.Window.$Properties|null);

        /** Schedule deadline. */
        deadline: number;

        /** Schedule reboot. */
        reboot: string;

        /** Schedule rings. */
        rings: patchmesh.Ring.$Properties[];

        /** Schedule emergency. */
        emergency: boolean;

        /** Schedule priority. */
        priority: number;

        /**
         * Creates a new Schedule instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Schedule instance
         */
        static create(properties: patchmesh.Schedule.$Shape): patchmesh.Schedule & patchmesh.Schedule.$Shape;
        static create(properties?: patchmesh.Schedule.$Properties): patchmesh.Schedule;

        /**
         * Encodes the specified Schedule message. Does not implicitly {@link patchmesh.Schedule.verify|verify} messages.
         * @param message Schedule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Schedule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Schedule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Schedule & patchmesh.Schedule.$Shape} Schedule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Schedule & patchmesh.Schedule.$Shape;

        /**
         * Creates a Schedule message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Schedule
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Schedule;

        /**
         * Creates a plain object from a Schedule message. Also converts values to other types if specified.
         * @param message Schedule
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Schedule, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Schedule to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Schedule {

        /** Properties of a Schedule. */
        interface $Properties {

            /** Schedule header */
            header?: (patchmesh.Header.$Properties|null);

            /** Schedule patches */
            patches?: (patchmesh.ScheduledPatch.$Properties[]|null);

            /** Schedule targets */
            targets?: (patchmesh.Targets.$Properties|null);

            /** Schedule startAt */
            startAt?: (number|null);

            /** Schedule window */
            window?: (patchmesh.Window.$Properties|null);

            /** Schedule deadline */
            deadline?: (number|null);

            /** Schedule reboot */
            reboot?: (string|null);

            /** Schedule rings */
            rings?: (patchmesh.Ring.$Properties[]|null);

            /** Schedule emergency */
            emergency?: (boolean|null);

            /** Schedule priority */
            priority?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Schedule. */
        type $Shape = patchmesh.Schedule.$Properties;
    }

    /**
     * Properties of a ScheduledPatch.
     * @deprecated Use patchmesh.ScheduledPatch.$Properties instead.
     */
    interface IScheduledPatch extends patchmesh.ScheduledPatch.$Properties {
    }

    /** Represents a ScheduledPatch. */
    class ScheduledPatch {

        /**
         * Constructs a new ScheduledPatch.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.ScheduledPatch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ScheduledPatch patch. */
        patch: string;

        /** ScheduledPatch manifest. */
        manifest: Uint8Array;

        /**
         * Creates a new ScheduledPatch instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ScheduledPatch instance
         */
        static create(properties: patchmesh.ScheduledPatch.$Shape): patchmesh.ScheduledPatch & patchmesh.ScheduledPatch.$Shape;
        static create(properties?: patchmesh.ScheduledPatch.$Properties): patchmesh.ScheduledPatch;

        /**
         * Encodes the specified ScheduledPatch message. Does not implicitly {@link patchmesh.ScheduledPatch.verify|verify} messages.
         * @param message ScheduledPatch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.ScheduledPatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ScheduledPatch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.ScheduledPatch & patchmesh.ScheduledPatch.$Shape} ScheduledPatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.ScheduledPatch & patchmesh.ScheduledPatch.$Shape;

        /**
         * Creates a ScheduledPatch message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ScheduledPatch
         */
        static fromObject(object: { [k: string]: any }): patchmesh.ScheduledPatch;

        /**
         * Creates a plain object from a ScheduledPatch message. Also converts values to other types if specified.
         * @param message ScheduledPatch
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.ScheduledPatch, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ScheduledPatch to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace ScheduledPatch {

        /** Properties of a ScheduledPatch. */
        interface $Properties {

            /** ScheduledPatch patch */
            patch?: (string|null);

            /** ScheduledPatch manifest */
            manifest?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ScheduledPatch. */
        type $Shape = patchmesh.ScheduledPatch.$Properties;
    }

    /**
     * Properties of a Targets.
     * @deprecated Use patchmesh.Targets.$Properties instead.
     */
    interface ITargets extends patchmesh.Targets.$Properties {
    }

    /** Represents a Targets. */
    class Targets {

        /**
         * Constructs a new Targets.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Targets.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Targets all. */
        all: boolean;

        /** Targets sites. */
        sites: string[];

        /** Targets groups. */
        groups: string[];

        /** Targets nodes. */
        nodes: string[];

        /** Targets rosters. */
        rosters: patchmesh.RosterRef.$Properties[];

        /** Targets includesLaterMembers. */
        includesLaterMembers: boolean;

        /** Targets members. */
        members: Uint8Array;

        /**
         * Creates a new Targets instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Targets instance
         */
        static create(properties: patchmesh.Targets.$Shape): patchmesh.Targets & patchmesh.Targets.$Shape;
        static create(properties?: patchmesh.Targets.$Properties): patchmesh.Targets;

        /**
         * Encodes the specified Targets message. Does not implicitly {@link patchmesh.Targets.verify|verify} messages.
         * @param message Targets message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Targets.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Targets message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Targets & patchmesh.Targets.$Shape} Targets
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Targets & patchmesh.Targets.$Shape;

        /**
         * Creates a Targets message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Targets
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Targets;

        /**
         * Creates a plain object from a Targets message. Also converts values to other types if specified.
         * @param message Targets
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Targets, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Targets to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Targets {

        /** Properties of a Targets. */
        interface $Properties {

            /** Targets all */
            all?: (boolean|null);

            /** Targets sites */
            sites?: (string[]|null);

            /** Targets groups */
            groups?: (string[]|null);

            /** Targets nodes */
            nodes?: (string[]|null);

            /** Targets rosters */
            rosters?: (patchmesh.RosterRef.$Properties[]|null);

            /** Targets includesLaterMembers */
            includesLaterMembers?: (boolean|null);

            /** Targets members */
            members?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Targets. */
        type $Shape = patchmesh.Targets.$Properties;
    }

    /**
     * Properties of a RosterRef.
     * @deprecated Use patchmesh.RosterRef.$Properties instead.
     */
    interface IRosterRef extends patchmesh.RosterRef.$Properties {
    }

    /** Represents a RosterRef. */
    class RosterRef {

        /**
         * Constructs a new RosterRef.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.RosterRef.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RosterRef site. */
        site: string;

        /** RosterRef version. */
        version: number;

        /** RosterRef digest. */
        digest: Uint8Array;

        /**
         * Creates a new RosterRef instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RosterRef instance
         */
        static create(properties: patchmesh.RosterRef.$Shape): patchmesh.RosterRef & patchmesh.RosterRef.$Shape;
        static create(properties?: patchmesh.RosterRef.$Properties): patchmesh.RosterRef;

        /**
         * Encodes the specified RosterRef message. Does not implicitly {@link patchmesh.RosterRef.verify|verify} messages.
         * @param message RosterRef message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.RosterRef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RosterRef message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.RosterRef & patchmesh.RosterRef.$Shape} RosterRef
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.RosterRef & patchmesh.RosterRef.$Shape;

        /**
         * Creates a RosterRef message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RosterRef
         */
        static fromObject(object: { [k: string]: any }): patchmesh.RosterRef;

        /**
         * Creates a plain object from a RosterRef message. Also converts values to other types if specified.
         * @param message RosterRef
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.RosterRef, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RosterRef to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace RosterRef {

        /** Properties of a RosterRef. */
        interface $Properties {

            /** RosterRef site */
            site?: (string|null);

            /** RosterRef version */
            version?: (number|null);

            /** RosterRef digest */
            digest?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RosterRef. */
        type $Shape = patchmesh.RosterRef.$Properties;
    }

    /**
     * Properties of a Window.
     * @deprecated Use patchmesh.Window.$Properties instead.
     */
    interface IWindow extends patchmesh.Window.$Properties {
    }

    /** Represents a Window. */
    class Window {

        /**
         * Constructs a new Window.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Window.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Window start. */
        start: string;

        /** Window duration. */
        duration: string;

        /** Window zone. */
        zone: string;

        /**
         * Creates a new Window instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Window instance
         */
        static create(properties: patchmesh.Window.$Shape): patchmesh.Window & patchmesh.Window.$Shape;
        static create(properties?: patchmesh.Window.$Properties): patchmesh.Window;

        /**
         * Encodes the specified Window message. Does not implicitly {@link patchmesh.Window.verify|verify} messages.
         * @param message Window message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Window.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Window message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Window & patchmesh.Window.$Shape} Window
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Window & patchmesh.Window.$Shape;

        /**
         * Creates a Window message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Window
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Window;

        /**
         * Creates a plain object from a Window message. Also converts values to other types if specified.
         * @param message Window
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Window, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Window to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Window {

        /** Properties of a Window. */
        interface $Properties {

            /** Window start */
            start?: (string|null);

            /** Window duration */
            duration?: (string|null);

            /** Window zone */
            zone?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Window. */
        type $Shape = patchmesh.Window.$Properties;
    }

    /**
     * Properties of a Ring.
     * @deprecated Use patchmesh.Ring.$Properties instead.
     */
    interface IRing extends patchmesh.Ring.$Properties {
    }

    /** Represents a Ring. */
    class Ring {

        /**
         * Constructs a new Ring.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Ring.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Ring name. */
        name: string;

        /** Ring groups. */
        groups: string[];

        /** Ring percent. */
        percent: number;

        /** Ring soakSeconds. */
        soakSeconds: number;

        /** Ring minSuccessPercent. */
        minSuccessPercent: number;

        /**
         * Creates a new Ring instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Ring instance
         */
        static create(properties: patchmesh.Ring.$Shape): patchmesh.Ring & patchmesh.Ring.$Shape;
        static create(properties?: patchmesh.Ring.$Properties): patchmesh.Ring;

        /**
         * Encodes the specified Ring message. Does not implicitly {@link patchmesh.Ring.verify|verify} messages.
         * @param message Ring message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Ring.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Ring message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Ring & patchmesh.Ring.$Shape} Ring
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Ring & patchmesh.Ring.$Shape;

        /**
         * Creates a Ring message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Ring
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Ring;

        /**
         * Creates a plain object from a Ring message. Also converts values to other types if specified.
         * @param message Ring
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Ring, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Ring to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Ring {

        /** Properties of a Ring. */
        interface $Properties {

            /** Ring name */
            name?: (string|null);

            /** Ring groups */
            groups?: (string[]|null);

            /** Ring percent */
            percent?: (number|null);

            /** Ring soakSeconds */
            soakSeconds?: (number|null);

            /** Ring minSuccessPercent */
            minSuccessPercent?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Ring. */
        type $Shape = patchmesh.Ring.$Properties;
    }

    /**
     * Properties of a Policy.
     * @deprecated Use patchmesh.Policy.$Properties instead.
     */
    interface IPolicy extends patchmesh.Policy.$Properties {
    }

    /** Represents a Policy. */
    class Policy {

        /**
         * Constructs a new Policy.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Policy.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Policy header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Policy budgets. */
        budgets: patchmesh.SiteBudget.$Properties[];

        /** Policy keyrings. */
        keyrings: patchmesh.FeedKeyring.$Properties[];

        /** Policy protectedGroups. */
        protectedGroups: string[];

        /** Policy pauseFetching. */
        pauseFetching: boolean;

        /**
         * Creates a new Policy instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Policy instance
         */
        static create(properties: patchmesh.Policy.$Shape): patchmesh.Policy & patchmesh.Policy.$Shape;
        static create(properties?: patchmesh.Policy.$Properties): patchmesh.Policy;

        /**
         * Encodes the specified Policy message. Does not implicitly {@link patchmesh.Policy.verify|verify} messages.
         * @param message Policy message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Policy.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Policy message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Policy & patchmesh.Policy.$Shape} Policy
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Policy & patchmesh.Policy.$Shape;

        /**
         * Creates a Policy message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Policy
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Policy;

        /**
         * Creates a plain object from a Policy message. Also converts values to other types if specified.
         * @param message Policy
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Policy, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Policy to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Policy {

        /** Properties of a Policy. */
        interface $Properties {

            /** Policy header */
            header?: (patchmesh.Header.$Properties|null);

            /** Policy budgets */
            budgets?: (patchmesh.SiteBudget.$Properties[]|null);

            /** Policy keyrings */
            keyrings?: (patchmesh.FeedKeyring.$Properties[]|null);

            /** Policy protectedGroups */
            protectedGroups?: (string[]|null);

            /** Policy pauseFetching */
            pauseFetching?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Policy. */
        type $Shape = patchmesh.Policy.$Properties;
    }

    /**
     * Properties of a SiteBudget.
     * @deprecated Use patchmesh.SiteBudget.$Properties instead.
     */
    interface ISiteBudget extends patchmesh.SiteBudget.$Properties {
    }

    /** Represents a SiteBudget. */
    class SiteBudget {

        /**
         * Constructs a new SiteBudget.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.SiteBudget.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SiteBudget site. */
        site: string;

        /** SiteBudget rateBytesPerSecond. */
        rateBytesPerSecond: number;

        /** SiteBudget hours. */
        hours: patchmesh.Window.$Properties[];

        /** SiteBudget upBytesPerSecond. */
        upBytesPerSecond: number;

        /** SiteBudget lanUploadBytesPerSecond. */
        lanUploadBytesPerSecond: number;

        /** SiteBudget pauseFetching. */
        pauseFetching: boolean;

        /**
         * Creates a new SiteBudget instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SiteBudget instance
         */
        static create(properties: patchmesh.SiteBudget.$Shape): patchmesh.SiteBudget & patchmesh.SiteBudget.$Shape;
        static create(properties?: patchmesh.SiteBudget.$Properties): patchmesh.SiteBudget;

        /**
         * Encodes the specified SiteBudget message. Does not implicitly {@link patchmesh.SiteBudget.verify|verify} messages.
         * @param message SiteBudget message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.SiteBudget.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SiteBudget message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.SiteBudget & patchmesh.SiteBudget.$Shape} SiteBudget
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.SiteBudget & patchmesh.SiteBudget.$Shape;

        /**
         * Creates a SiteBudget message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SiteBudget
         */
        static fromObject(object: { [k: string]: any }): patchmesh.SiteBudget;

        /**
         * Creates a plain object from a SiteBudget message. Also converts values to other types if specified.
         * @param message SiteBudget
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.SiteBudget, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SiteBudget to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SiteBudget {

        /** Properties of a SiteBudget. */
        interface $Properties {

            /** SiteBudget site */
            site?: (string|null);

            /** SiteBudget rateBytesPerSecond */
            rateBytesPerSecond?: (number|null);

            /** SiteBudget hours */
            hours?: (patchmesh.Window.$Properties[]|null);

            /** SiteBudget upBytesPerSecond */
            upBytesPerSecond?: (number|null);

            /** SiteBudget lanUploadBytesPerSecond */
            lanUploadBytesPerSecond?: (number|null);

            /** SiteBudget pauseFetching */
            pauseFetching?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SiteBudget. */
        type $Shape = patchmesh.SiteBudget.$Properties;
    }

    /**
     * Properties of a FeedKeyring.
     * @deprecated Use patchmesh.FeedKeyring.$Properties instead.
     */
    interface IFeedKeyring extends patchmesh.FeedKeyring.$Properties {
    }

    /** Represents a FeedKeyring. */
    class FeedKeyring {

        /**
         * Constructs a new FeedKeyring.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.FeedKeyring.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FeedKeyring feed. */
        feed: string;

        /** FeedKeyring digest. */
        digest: Uint8Array;

        /**
         * Creates a new FeedKeyring instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FeedKeyring instance
         */
        static create(properties: patchmesh.FeedKeyring.$Shape): patchmesh.FeedKeyring & patchmesh.FeedKeyring.$Shape;
        static create(properties?: patchmesh.FeedKeyring.$Properties): patchmesh.FeedKeyring;

        /**
         * Encodes the specified FeedKeyring message. Does not implicitly {@link patchmesh.FeedKeyring.verify|verify} messages.
         * @param message FeedKeyring message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.FeedKeyring.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FeedKeyring message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.FeedKeyring & patchmesh.FeedKeyring.$Shape} FeedKeyring
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.FeedKeyring & patchmesh.FeedKeyring.$Shape;

        /**
         * Creates a FeedKeyring message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FeedKeyring
         */
        static fromObject(object: { [k: string]: any }): patchmesh.FeedKeyring;

        /**
         * Creates a plain object from a FeedKeyring message. Also converts values to other types if specified.
         * @param message FeedKeyring
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.FeedKeyring, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FeedKeyring to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace FeedKeyring {

        /** Properties of a FeedKeyring. */
        interface $Properties {

            /** FeedKeyring feed */
            feed?: (string|null);

            /** FeedKeyring digest */
            digest?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FeedKeyring. */
        type $Shape = patchmesh.FeedKeyring.$Properties;
    }

    /**
     * Properties of a Group.
     * @deprecated Use patchmesh.Group.$Properties instead.
     */
    interface IGroup extends patchmesh.Group.$Properties {
    }

    /** Represents a Group. */
    class Group {

        /**
         * Constructs a new Group.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Group.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Group header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Group nodes. */
        nodes: string[];

        /**
         * Creates a new Group instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Group instance
         */
        static create(properties: patchmesh.Group.$Shape): patchmesh.Group & patchmesh.Group.$Shape;
        static create(properties?: patchmesh.Group.$Properties): patchmesh.Group;

        /**
         * Encodes the specified Group message. Does not implicitly {@link patchmesh.Group.verify|verify} messages.
         * @param message Group message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Group.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Group message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Group & patchmesh.Group.$Shape} Group
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Group & patchmesh.Group.$Shape;

        /**
         * Creates a Group message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Group
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Group;

        /**
         * Creates a plain object from a Group message. Also converts values to other types if specified.
         * @param message Group
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Group, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Group to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Group {

        /** Properties of a Group. */
        interface $Properties {

            /** Group header */
            header?: (patchmesh.Header.$Properties|null);

            /** Group nodes */
            nodes?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Group. */
        type $Shape = patchmesh.Group.$Properties;
    }

    /**
     * Properties of a Recall.
     * @deprecated Use patchmesh.Recall.$Properties instead.
     */
    interface IRecall extends patchmesh.Recall.$Properties {
    }

    /** Represents a Recall. */
    class Recall {

        /**
         * Constructs a new Recall.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Recall.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Recall header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Recall entries. */
        entries: Uint8Array;

        /** Recall notes. */
        notes: patchmesh.RecallNote.$Properties[];

        /**
         * Creates a new Recall instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Recall instance
         */
        static create(properties: patchmesh.Recall.$Shape): patchmesh.Recall & patchmesh.Recall.$Shape;
        static create(properties?: patchmesh.Recall.$Properties): patchmesh.Recall;

        /**
         * Encodes the specified Recall message. Does not implicitly {@link patchmesh.Recall.verify|verify} messages.
         * @param message Recall message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Recall.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Recall message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Recall & patchmesh.Recall.$Shape} Recall
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Recall & patchmesh.Recall.$Shape;

        /**
         * Creates a Recall message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Recall
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Recall;

        /**
         * Creates a plain object from a Recall message. Also converts values to other types if specified.
         * @param message Recall
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Recall, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Recall to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Recall {

        /** Properties of a Recall. */
        interface $Properties {

            /** Recall header */
            header?: (patchmesh.Header.$Properties|null);

            /** Recall entries */
            entries?: (Uint8Array|null);

            /** Recall notes */
            notes?: (patchmesh.RecallNote.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Recall. */
        type $Shape = patchmesh.Recall.$Properties;
    }

    /**
     * Properties of a RecallNote.
     * @deprecated Use patchmesh.RecallNote.$Properties instead.
     */
    interface IRecallNote extends patchmesh.RecallNote.$Properties {
    }

    /** Represents a RecallNote. */
    class RecallNote {

        /**
         * Constructs a new RecallNote.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.RecallNote.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RecallNote subject. */
        subject: Uint8Array;

        /** RecallNote text. */
        text: string;

        /**
         * Creates a new RecallNote instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RecallNote instance
         */
        static create(properties: patchmesh.RecallNote.$Shape): patchmesh.RecallNote & patchmesh.RecallNote.$Shape;
        static create(properties?: patchmesh.RecallNote.$Properties): patchmesh.RecallNote;

        /**
         * Encodes the specified RecallNote message. Does not implicitly {@link patchmesh.RecallNote.verify|verify} messages.
         * @param message RecallNote message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.RecallNote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RecallNote message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.RecallNote & patchmesh.RecallNote.$Shape} RecallNote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.RecallNote & patchmesh.RecallNote.$Shape;

        /**
         * Creates a RecallNote message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RecallNote
         */
        static fromObject(object: { [k: string]: any }): patchmesh.RecallNote;

        /**
         * Creates a plain object from a RecallNote message. Also converts values to other types if specified.
         * @param message RecallNote
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.RecallNote, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RecallNote to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace RecallNote {

        /** Properties of a RecallNote. */
        interface $Properties {

            /** RecallNote subject */
            subject?: (Uint8Array|null);

            /** RecallNote text */
            text?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RecallNote. */
        type $Shape = patchmesh.RecallNote.$Properties;
    }

    /**
     * Properties of a Pause.
     * @deprecated Use patchmesh.Pause.$Properties instead.
     */
    interface IPause extends patchmesh.Pause.$Properties {
    }

    /** Represents a Pause. */
    class Pause {

        /**
         * Constructs a new Pause.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Pause.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Pause header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Pause paused. */
        paused: boolean;

        /** Pause reason. */
        reason: string;

        /**
         * Creates a new Pause instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Pause instance
         */
        static create(properties: patchmesh.Pause.$Shape): patchmesh.Pause & patchmesh.Pause.$Shape;
        static create(properties?: patchmesh.Pause.$Properties): patchmesh.Pause;

        /**
         * Encodes the specified Pause message. Does not implicitly {@link patchmesh.Pause.verify|verify} messages.
         * @param message Pause message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Pause.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Pause message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Pause & patchmesh.Pause.$Shape} Pause
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Pause & patchmesh.Pause.$Shape;

        /**
         * Creates a Pause message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Pause
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Pause;

        /**
         * Creates a plain object from a Pause message. Also converts values to other types if specified.
         * @param message Pause
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Pause, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Pause to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Pause {

        /** Properties of a Pause. */
        interface $Properties {

            /** Pause header */
            header?: (patchmesh.Header.$Properties|null);

            /** Pause paused */
            paused?: (boolean|null);

            /** Pause reason */
            reason?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Pause. */
        type $Shape = patchmesh.Pause.$Properties;
    }

    /**
     * Properties of a Heartbeat.
     * @deprecated Use patchmesh.Heartbeat.$Properties instead.
     */
    interface IHeartbeat extends patchmesh.Heartbeat.$Properties {
    }

    /** Represents a Heartbeat. */
    class Heartbeat {

        /**
         * Constructs a new Heartbeat.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Heartbeat.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Heartbeat header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Heartbeat heads. */
        heads: patchmesh.Head.$Properties[];

        /**
         * Creates a new Heartbeat instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Heartbeat instance
         */
        static create(properties: patchmesh.Heartbeat.$Shape): patchmesh.Heartbeat & patchmesh.Heartbeat.$Shape;
        static create(properties?: patchmesh.Heartbeat.$Properties): patchmesh.Heartbeat;

        /**
         * Encodes the specified Heartbeat message. Does not implicitly {@link patchmesh.Heartbeat.verify|verify} messages.
         * @param message Heartbeat message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Heartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Heartbeat message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Heartbeat & patchmesh.Heartbeat.$Shape} Heartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Heartbeat & patchmesh.Heartbeat.$Shape;

        /**
         * Creates a Heartbeat message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Heartbeat
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Heartbeat;

        /**
         * Creates a plain object from a Heartbeat message. Also converts values to other types if specified.
         * @param message Heartbeat
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Heartbeat, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Heartbeat to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Heartbeat {

        /** Properties of a Heartbeat. */
        interface $Properties {

            /** Heartbeat header */
            header?: (patchmesh.Header.$Properties|null);

            /** Heartbeat heads */
            heads?: (patchmesh.Head.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Heartbeat. */
        type $Shape = patchmesh.Heartbeat.$Properties;
    }

    /**
     * Properties of a FreshHeads.
     * @deprecated Use patchmesh.FreshHeads.$Properties instead.
     */
    interface IFreshHeads extends patchmesh.FreshHeads.$Properties {
    }

    /** Represents a FreshHeads. */
    class FreshHeads {

        /**
         * Constructs a new FreshHeads.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.FreshHeads.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FreshHeads header. */
        header?: (patchmesh.Header.$Properties|null);

        /** FreshHeads nonce. */
        nonce: Uint8Array;

        /** FreshHeads heartbeat. */
        heartbeat?: (patchmesh.Head.$Properties|null);

        /** FreshHeads summary. */
        summary: Uint8Array;

        /**
         * Creates a new FreshHeads instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FreshHeads instance
         */
        static create(properties: patchmesh.FreshHeads.$Shape): patchmesh.FreshHeads & patchmesh.FreshHeads.$Shape;
        static create(properties?: patchmesh.FreshHeads.$Properties): patchmesh.FreshHeads;

        /**
         * Encodes the specified FreshHeads message. Does not implicitly {@link patchmesh.FreshHeads.verify|verify} messages.
         * @param message FreshHeads message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.FreshHeads.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FreshHeads message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.FreshHeads & patchmesh.FreshHeads.$Shape} FreshHeads
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.FreshHeads & patchmesh.FreshHeads.$Shape;

        /**
         * Creates a FreshHeads message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FreshHeads
         */
        static fromObject(object: { [k: string]: any }): patchmesh.FreshHeads;

        /**
         * Creates a plain object from a FreshHeads message. Also converts values to other types if specified.
         * @param message FreshHeads
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.FreshHeads, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FreshHeads to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace FreshHeads {

        /** Properties of a FreshHeads. */
        interface $Properties {

            /** FreshHeads header */
            header?: (patchmesh.Header.$Properties|null);

            /** FreshHeads nonce */
            nonce?: (Uint8Array|null);

            /** FreshHeads heartbeat */
            heartbeat?: (patchmesh.Head.$Properties|null);

            /** FreshHeads summary */
            summary?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FreshHeads. */
        type $Shape = patchmesh.FreshHeads.$Properties;
    }

    /**
     * Properties of a Head.
     * @deprecated Use patchmesh.Head.$Properties instead.
     */
    interface IHead extends patchmesh.Head.$Properties {
    }

    /** Represents a Head. */
    class Head {

        /**
         * Constructs a new Head.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Head.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Head kind. */
        kind: string;

        /** Head name. */
        name: string;

        /** Head epoch. */
        epoch: number;

        /** Head version. */
        version: number;

        /** Head digest. */
        digest: Uint8Array;

        /**
         * Creates a new Head instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Head instance
         */
        static create(properties: patchmesh.Head.$Shape): patchmesh.Head & patchmesh.Head.$Shape;
        static create(properties?: patchmesh.Head.$Properties): patchmesh.Head;

        /**
         * Encodes the specified Head message. Does not implicitly {@link patchmesh.Head.verify|verify} messages.
         * @param message Head message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Head.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Head message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Head & patchmesh.Head.$Shape} Head
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Head & patchmesh.Head.$Shape;

        /**
         * Creates a Head message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Head
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Head;

        /**
         * Creates a plain object from a Head message. Also converts values to other types if specified.
         * @param message Head
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Head, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Head to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Head {

        /** Properties of a Head. */
        interface $Properties {

            /** Head kind */
            kind?: (string|null);

            /** Head name */
            name?: (string|null);

            /** Head epoch */
            epoch?: (number|null);

            /** Head version */
            version?: (number|null);

            /** Head digest */
            digest?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Head. */
        type $Shape = patchmesh.Head.$Properties;
    }

    /**
     * Properties of a Report.
     * @deprecated Use patchmesh.Report.$Properties instead.
     */
    interface IReport extends patchmesh.Report.$Properties {
    }

    /** Represents a Report. */
    class Report {

        /**
         * Constructs a new Report.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Report.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Report header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Report outcomes. */
        outcomes: patchmesh.Outcome.$Properties[];

        /** Report traffic. */
        traffic: patchmesh.Traffic.$Properties[];

        /** Report inventory. */
        inventory: Uint8Array;

        /** Report agentVersion. */
        agentVersion: string;

        /** Report alarms. */
        alarms: patchmesh.Alarm.$Properties[];

        /** Report stale. */
        stale: boolean;

        /** Report boot. */
        boot: number;

        /**
         * Creates a new Report instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Report instance
         */
        static create(properties: patchmesh.Report.$Shape): patchmesh.Report & patchmesh.Report.$Shape;
        static create(properties?: patchmesh.Report.$Properties): patchmesh.Report;

        /**
         * Encodes the specified Report message. Does not implicitly {@link patchmesh.Report.verify|verify} messages.
         * @param message Report message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Report.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Report message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Report & patchmesh.Report.$Shape} Report
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Report & patchmesh.Report.$Shape;

        /**
         * Creates a Report message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Report
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Report;

        /**
         * Creates a plain object from a Report message. Also converts values to other types if specified.
         * @param message Report
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Report, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Report to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Report {

        /** Properties of a Report. */
        interface $Properties {

            /** Report header */
            header?: (patchmesh.Header.$Properties|null);

            /** Report outcomes */
            outcomes?: (patchmesh.Outcome.$Properties[]|null);

            /** Report traffic */
            traffic?: (patchmesh.Traffic.$Properties[]|null);

            /** Report inventory */
            inventory?: (Uint8Array|null);

            /** Report agentVersion */
            agentVersion?: (string|null);

            /** Report alarms */
            alarms?: (patchmesh.Alarm.$Properties[]|null);

            /** Report stale */
            stale?: (boolean|null);

            /** Report boot */
            boot?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Report. */
        type $Shape = patchmesh.Report.$Properties;
    }

    /**
     * Properties of a Receipt.
     * @deprecated Use patchmesh.Receipt.$Properties instead.
     */
    interface IReceipt extends patchmesh.Receipt.$Properties {
    }

    /** Represents a Receipt. */
    class Receipt {

        /**
         * Constructs a new Receipt.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Receipt.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Receipt header. */
        header?: (patchmesh.Header.$Properties|null);

        /** Receipt entries. */
        entries: patchmesh.ReceiptEntry.$Properties[];

        /**
         * Creates a new Receipt instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Receipt instance
         */
        static create(properties: patchmesh.Receipt.$Shape): patchmesh.Receipt & patchmesh.Receipt.$Shape;
        static create(properties?: patchmesh.Receipt.$Properties): patchmesh.Receipt;

        /**
         * Encodes the specified Receipt message. Does not implicitly {@link patchmesh.Receipt.verify|verify} messages.
         * @param message Receipt message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Receipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Receipt message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Receipt & patchmesh.Receipt.$Shape} Receipt
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Receipt & patchmesh.Receipt.$Shape;

        /**
         * Creates a Receipt message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Receipt
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Receipt;

        /**
         * Creates a plain object from a Receipt message. Also converts values to other types if specified.
         * @param message Receipt
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Receipt, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Receipt to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Receipt {

        /** Properties of a Receipt. */
        interface $Properties {

            /** Receipt header */
            header?: (patchmesh.Header.$Properties|null);

            /** Receipt entries */
            entries?: (patchmesh.ReceiptEntry.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Receipt. */
        type $Shape = patchmesh.Receipt.$Properties;
    }

    /**
     * Properties of a ReceiptEntry.
     * @deprecated Use patchmesh.ReceiptEntry.$Properties instead.
     */
    interface IReceiptEntry extends patchmesh.ReceiptEntry.$Properties {
    }

    /** Represents a ReceiptEntry. */
    class ReceiptEntry {

        /**
         * Constructs a new ReceiptEntry.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.ReceiptEntry.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReceiptEntry report. */
        report: Uint8Array;

        /** ReceiptEntry refused. */
        refused: string;

        /** ReceiptEntry forgot. */
        forgot: boolean;

        /**
         * Creates a new ReceiptEntry instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ReceiptEntry instance
         */
        static create(properties: patchmesh.ReceiptEntry.$Shape): patchmesh.ReceiptEntry & patchmesh.ReceiptEntry.$Shape;
        static create(properties?: patchmesh.ReceiptEntry.$Properties): patchmesh.ReceiptEntry;

        /**
         * Encodes the specified ReceiptEntry message. Does not implicitly {@link patchmesh.ReceiptEntry.verify|verify} messages.
         * @param message ReceiptEntry message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.ReceiptEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReceiptEntry message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.ReceiptEntry & patchmesh.ReceiptEntry.$Shape} ReceiptEntry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.ReceiptEntry & patchmesh.ReceiptEntry.$Shape;

        /**
         * Creates a ReceiptEntry message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ReceiptEntry
         */
        static fromObject(object: { [k: string]: any }): patchmesh.ReceiptEntry;

        /**
         * Creates a plain object from a ReceiptEntry message. Also converts values to other types if specified.
         * @param message ReceiptEntry
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.ReceiptEntry, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ReceiptEntry to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace ReceiptEntry {

        /** Properties of a ReceiptEntry. */
        interface $Properties {

            /** ReceiptEntry report */
            report?: (Uint8Array|null);

            /** ReceiptEntry refused */
            refused?: (string|null);

            /** ReceiptEntry forgot */
            forgot?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReceiptEntry. */
        type $Shape = patchmesh.ReceiptEntry.$Properties;
    }

    /**
     * Properties of an Alarm.
     * @deprecated Use patchmesh.Alarm.$Properties instead.
     */
    interface IAlarm extends patchmesh.Alarm.$Properties {
    }

    /** Represents an Alarm. */
    class Alarm {

        /**
         * Constructs a new Alarm.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Alarm.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Alarm code. */
        code: string;

        /** Alarm subject. */
        subject: string;

        /** Alarm detail. */
        detail: string;

        /** Alarm firstAt. */
        firstAt: number;

        /** Alarm lastAt. */
        lastAt: number;

        /** Alarm count. */
        count: number;

        /**
         * Creates a new Alarm instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Alarm instance
         */
        static create(properties: patchmesh.Alarm.$Shape): patchmesh.Alarm & patchmesh.Alarm.$Shape;
        static create(properties?: patchmesh.Alarm.$Properties): patchmesh.Alarm;

        /**
         * Encodes the specified Alarm message. Does not implicitly {@link patchmesh.Alarm.verify|verify} messages.
         * @param message Alarm message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Alarm.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Alarm message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Alarm & patchmesh.Alarm.$Shape} Alarm
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Alarm & patchmesh.Alarm.$Shape;

        /**
         * Creates an Alarm message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Alarm
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Alarm;

        /**
         * Creates a plain object from an Alarm message. Also converts values to other types if specified.
         * @param message Alarm
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Alarm, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Alarm to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Alarm {

        /** Properties of an Alarm. */
        interface $Properties {

            /** Alarm code */
            code?: (string|null);

            /** Alarm subject */
            subject?: (string|null);

            /** Alarm detail */
            detail?: (string|null);

            /** Alarm firstAt */
            firstAt?: (number|null);

            /** Alarm lastAt */
            lastAt?: (number|null);

            /** Alarm count */
            count?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Alarm. */
        type $Shape = patchmesh.Alarm.$Properties;
    }

    /**
     * Properties of an Outcome.
     * @deprecated Use patchmesh.Outcome.$Properties instead.
     */
    interface IOutcome extends patchmesh.Outcome.$Properties {
    }

    /** Represents an Outcome. */
    class Outcome {

        /**
         * Constructs a new Outcome.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Outcome.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Outcome schedule. */
        schedule: string;

        /** Outcome patch. */
        patch: string;

        /** Outcome manifest. */
        manifest: Uint8Array;

        /** Outcome state. */
        state: string;

        /** Outcome reason. */
        reason: string;

        /** Outcome detail. */
        detail: string;

        /** Outcome at. */
        at: number;

        /**
         * Creates a new Outcome instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Outcome instance
         */
        static create(properties: patchmesh.Outcome.$Shape): patchmesh.Outcome & patchmesh.Outcome.$Shape;
        static create(properties?: patchmesh.Outcome.$Properties): patchmesh.Outcome;

        /**
         * Encodes the specified Outcome message. Does not implicitly {@link patchmesh.Outcome.verify|verify} messages.
         * @param message Outcome message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Outcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Outcome message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Outcome & patchmesh.Outcome.$Shape} Outcome
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Outcome & patchmesh.Outcome.$Shape;

        /**
         * Creates an Outcome message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Outcome
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Outcome;

        /**
         * Creates a plain object from an Outcome message. Also converts values to other types if specified.
         * @param message Outcome
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Outcome, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Outcome to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Outcome {

        /** Properties of an Outcome. */
        interface $Properties {

            /** Outcome schedule */
            schedule?: (string|null);

            /** Outcome patch */
            patch?: (string|null);

            /** Outcome manifest */
            manifest?: (Uint8Array|null);

            /** Outcome state */
            state?: (string|null);

            /** Outcome reason */
            reason?: (string|null);

            /** Outcome detail */
            detail?: (string|null);

            /** Outcome at */
            at?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Outcome. */
        type $Shape = patchmesh.Outcome.$Properties;
    }

    /**
     * Properties of a Traffic.
     * @deprecated Use patchmesh.Traffic.$Properties instead.
     */
    interface ITraffic extends patchmesh.Traffic.$Properties {
    }

    /** Represents a Traffic. */
    class Traffic {

        /**
         * Constructs a new Traffic.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Traffic.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Traffic artifact. */
        artifact: Uint8Array;

        /** Traffic sizeBytes. */
        sizeBytes: number;

        /** Traffic localBytes. */
        localBytes: number;

        /** Traffic lanBytes. */
        lanBytes: number;

        /** Traffic seedBytes. */
        seedBytes: number;

        /** Traffic originBytes. */
        originBytes: number;

        /** Traffic originWireBytes. */
        originWireBytes: number;

        /** Traffic needed. */
        needed: boolean;

        /** Traffic reasons. */
        reasons: patchmesh.ByteReason.$Properties[];

        /** Traffic lanWasted. */
        lanWasted: patchmesh.ByteReason.$Properties[];

        /**
         * Creates a new Traffic instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Traffic instance
         */
        static create(properties: patchmesh.Traffic.$Shape): patchmesh.Traffic & patchmesh.Traffic.$Shape;
        static create(properties?: patchmesh.Traffic.$Properties): patchmesh.Traffic;

        /**
         * Encodes the specified Traffic message. Does not implicitly {@link patchmesh.Traffic.verify|verify} messages.
         * @param message Traffic message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Traffic.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Traffic message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Traffic & patchmesh.Traffic.$Shape} Traffic
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Traffic & patchmesh.Traffic.$Shape;

        /**
         * Creates a Traffic message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Traffic
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Traffic;

        /**
         * Creates a plain object from a Traffic message. Also converts values to other types if specified.
         * @param message Traffic
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Traffic, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Traffic to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Traffic {

        /** Properties of a Traffic. */
        interface $Properties {

            /** Traffic artifact */
            artifact?: (Uint8Array|null);

            /** Traffic sizeBytes */
            sizeBytes?: (number|null);

            /** Traffic localBytes */
            localBytes?: (number|null);

            /** Traffic lanBytes */
            lanBytes?: (number|null);

            /** Traffic seedBytes */
            seedBytes?: (number|null);

            /** Traffic originBytes */
            originBytes?: (number|null);

            /** Traffic originWireBytes */
            originWireBytes?: (number|null);

            /** Traffic needed */
            needed?: (boolean|null);

            /** Traffic reasons */
            reasons?: (patchmesh.ByteReason.$Properties[]|null);

            /** Traffic lanWasted */
            lanWasted?: (patchmesh.ByteReason.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Traffic. */
        type $Shape = patchmesh.Traffic.$Properties;
    }

    /**
     * Properties of a ByteReason.
     * @deprecated Use patchmesh.ByteReason.$Properties instead.
     */
    interface IByteReason extends patchmesh.ByteReason.$Properties {
    }

    /** Represents a ByteReason. */
    class ByteReason {

        /**
         * Constructs a new ByteReason.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.ByteReason.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ByteReason reason. */
        reason: string;

        /** ByteReason bytes. */
        bytes: number;

        /**
         * Creates a new ByteReason instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ByteReason instance
         */
        static create(properties: patchmesh.ByteReason.$Shape): patchmesh.ByteReason & patchmesh.ByteReason.$Shape;
        static create(properties?: patchmesh.ByteReason.$Properties): patchmesh.ByteReason;

        /**
         * Encodes the specified ByteReason message. Does not implicitly {@link patchmesh.ByteReason.verify|verify} messages.
         * @param message ByteReason message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.ByteReason.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ByteReason message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.ByteReason & patchmesh.ByteReason.$Shape} ByteReason
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.ByteReason & patchmesh.ByteReason.$Shape;

        /**
         * Creates a ByteReason message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ByteReason
         */
        static fromObject(object: { [k: string]: any }): patchmesh.ByteReason;

        /**
         * Creates a plain object from a ByteReason message. Also converts values to other types if specified.
         * @param message ByteReason
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.ByteReason, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ByteReason to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace ByteReason {

        /** Properties of a ByteReason. */
        interface $Properties {

            /** ByteReason reason */
            reason?: (string|null);

            /** ByteReason bytes */
            bytes?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ByteReason. */
        type $Shape = patchmesh.ByteReason.$Properties;
    }

    /**
     * Properties of an Inventory.
     * @deprecated Use patchmesh.Inventory.$Properties instead.
     */
    interface IInventory extends patchmesh.Inventory.$Properties {
    }

    /** Represents an Inventory. */
    class Inventory {

        /**
         * Constructs a new Inventory.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Inventory.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Inventory hostName. */
        hostName: string;

        /** Inventory osId. */
        osId: string;

        /** Inventory osVersion. */
        osVersion: string;

        /** Inventory osName. */
        osName: string;

        /** Inventory kernel. */
        kernel: string;

        /** Inventory architecture. */
        architecture: string;

        /** Inventory addresses. */
        addresses: string[];

        /** Inventory packages. */
        packages: patchmesh.InstalledPackage.$Properties[];

        /** Inventory hardware. */
        hardware?: (patchmesh.Hardware.$Properties|null);

        /** Inventory collectedAt. */
        collectedAt: number;

        /** Inventory osCodename. */
        osCodename: string;

        /**
         * Creates a new Inventory instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Inventory instance
         */
        static create(properties: patchmesh.Inventory.$Shape): patchmesh.Inventory & patchmesh.Inventory.$Shape;
        static create(properties?: patchmesh.Inventory.$Properties): patchmesh.Inventory;

        /**
         * Encodes the specified Inventory message. Does not implicitly {@link patchmesh.Inventory.verify|verify} messages.
         * @param message Inventory message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Inventory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Inventory message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Inventory & patchmesh.Inventory.$Shape} Inventory
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Inventory & patchmesh.Inventory.$Shape;

        /**
         * Creates an Inventory message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Inventory
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Inventory;

        /**
         * Creates a plain object from an Inventory message. Also converts values to other types if specified.
         * @param message Inventory
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Inventory, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Inventory to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Inventory {

        /** Properties of an Inventory. */
        interface $Properties {

            /** Inventory hostName */
            hostName?: (string|null);

            /** Inventory osId */
            osId?: (string|null);

            /** Inventory osVersion */
            osVersion?: (string|null);

            /** Inventory osName */
            osName?: (string|null);

            /** Inventory kernel */
            kernel?: (string|null);

            /** Inventory architecture */
            architecture?: (string|null);

            /** Inventory addresses */
            addresses?: (string[]|null);

            /** Inventory packages */
            packages?: (patchmesh.InstalledPackage.$Properties[]|null);

            /** Inventory hardware */
            hardware?: (patchmesh.Hardware.$Properties|null);

            /** Inventory collectedAt */
            collectedAt?: (number|null);

            /** Inventory osCodename */
            osCodename?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Inventory. */
        type $Shape = patchmesh.Inventory.$Properties;
    }

    /**
     * Properties of an InstalledPackage.
     * @deprecated Use patchmesh.InstalledPackage.$Properties instead.
     */
    interface IInstalledPackage extends patchmesh.InstalledPackage.$Properties {
    }

    /** Represents an InstalledPackage. */
    class InstalledPackage {

        /**
         * Constructs a new InstalledPackage.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.InstalledPackage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** InstalledPackage package. */
        package: string;

        /** InstalledPackage version. */
        version: string;

        /** InstalledPackage architecture. */
        architecture: string;

        /** InstalledPackage status. */
        status: string;

        /** InstalledPackage source. */
        source: string;

        /** InstalledPackage sourceVersion. */
        sourceVersion: string;

        /**
         * Creates a new InstalledPackage instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InstalledPackage instance
         */
        static create(properties: patchmesh.InstalledPackage.$Shape): patchmesh.InstalledPackage & patchmesh.InstalledPackage.$Shape;
        static create(properties?: patchmesh.InstalledPackage.$Properties): patchmesh.InstalledPackage;

        /**
         * Encodes the specified InstalledPackage message. Does not implicitly {@link patchmesh.InstalledPackage.verify|verify} messages.
         * @param message InstalledPackage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.InstalledPackage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InstalledPackage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.InstalledPackage & patchmesh.InstalledPackage.$Shape} InstalledPackage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.InstalledPackage & patchmesh.InstalledPackage.$Shape;

        /**
         * Creates an InstalledPackage message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns InstalledPackage
         */
        static fromObject(object: { [k: string]: any }): patchmesh.InstalledPackage;

        /**
         * Creates a plain object from an InstalledPackage message. Also converts values to other types if specified.
         * @param message InstalledPackage
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.InstalledPackage, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this InstalledPackage to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace InstalledPackage {

        /** Properties of an InstalledPackage. */
        interface $Properties {

            /** InstalledPackage package */
            "package"?: (string|null);

            /** InstalledPackage version */
            version?: (string|null);

            /** InstalledPackage architecture */
            architecture?: (string|null);

            /** InstalledPackage status */
            status?: (string|null);

            /** InstalledPackage source */
            source?: (string|null);

            /** InstalledPackage sourceVersion */
            sourceVersion?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an InstalledPackage. */
        type $Shape = patchmesh.InstalledPackage.$Properties;
    }

    /**
     * Properties of a Hardware.
     * @deprecated Use patchmesh.Hardware.$Properties instead.
     */
    interface IHardware extends patchmesh.Hardware.$Properties {
    }

    /** Represents a Hardware. */
    class Hardware {

        /**
         * Constructs a new Hardware.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Hardware.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Hardware vendor. */
        vendor: string;

        /** Hardware model. */
        model: string;

        /** Hardware cpu. */
        cpu: string;

        /** Hardware cores. */
        cores: number;

        /** Hardware memoryBytes. */
        memoryBytes: number;

        /** Hardware diskBytes. */
        diskBytes: number;

        /**
         * Creates a new Hardware instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Hardware instance
         */
        static create(properties: patchmesh.Hardware.$Shape): patchmesh.Hardware & patchmesh.Hardware.$Shape;
        static create(properties?: patchmesh.Hardware.$Properties): patchmesh.Hardware;

        /**
         * Encodes the specified Hardware message. Does not implicitly {@link patchmesh.Hardware.verify|verify} messages.
         * @param message Hardware message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Hardware.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Hardware message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Hardware & patchmesh.Hardware.$Shape} Hardware
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Hardware & patchmesh.Hardware.$Shape;

        /**
         * Creates a Hardware message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Hardware
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Hardware;

        /**
         * Creates a plain object from a Hardware message. Also converts values to other types if specified.
         * @param message Hardware
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Hardware, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Hardware to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Hardware {

        /** Properties of a Hardware. */
        interface $Properties {

            /** Hardware vendor */
            vendor?: (string|null);

            /** Hardware model */
            model?: (string|null);

            /** Hardware cpu */
            cpu?: (string|null);

            /** Hardware cores */
            cores?: (number|null);

            /** Hardware memoryBytes */
            memoryBytes?: (number|null);

            /** Hardware diskBytes */
            diskBytes?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Hardware. */
        type $Shape = patchmesh.Hardware.$Properties;
    }

    /**
     * Properties of an Announcement.
     * @deprecated Use patchmesh.Announcement.$Properties instead.
     */
    interface IAnnouncement extends patchmesh.Announcement.$Properties {
    }

    /** Represents an Announcement. */
    class Announcement {

        /**
         * Constructs a new Announcement.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Announcement.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Announcement fleet. */
        fleet: Uint8Array;

        /** Announcement site. */
        site: string;

        /** Announcement node. */
        node: string;

        /** Announcement boot. */
        boot: number;

        /** Announcement sequence. */
        sequence: number;

        /** Announcement doing. */
        doing: string;

        /** Announcement until. */
        until: number;

        /** Announcement leases. */
        leases: patchmesh.Lease.$Properties[];

        /** Announcement holdings. */
        holdings: patchmesh.Holding.$Properties[];

        /** Announcement class. */
        class: string;

        /**
         * Creates a new Announcement instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Announcement instance
         */
        static create(properties: patchmesh.Announcement.$Shape): patchmesh.Announcement & patchmesh.Announcement.$Shape;
        static create(properties?: patchmesh.Announcement.$Properties): patchmesh.Announcement;

        /**
         * Encodes the specified Announcement message. Does not implicitly {@link patchmesh.Announcement.verify|verify} messages.
         * @param message Announcement message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Announcement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Announcement message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Announcement & patchmesh.Announcement.$Shape} Announcement
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Announcement & patchmesh.Announcement.$Shape;

        /**
         * Creates an Announcement message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Announcement
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Announcement;

        /**
         * Creates a plain object from an Announcement message. Also converts values to other types if specified.
         * @param message Announcement
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Announcement, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Announcement to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Announcement {

        /** Properties of an Announcement. */
        interface $Properties {

            /** Announcement fleet */
            fleet?: (Uint8Array|null);

            /** Announcement site */
            site?: (string|null);

            /** Announcement node */
            node?: (string|null);

            /** Announcement boot */
            boot?: (number|null);

            /** Announcement sequence */
            sequence?: (number|null);

            /** Announcement doing */
            doing?: (string|null);

            /** Announcement until */
            until?: (number|null);

            /** Announcement leases */
            leases?: (patchmesh.Lease.$Properties[]|null);

            /** Announcement holdings */
            holdings?: (patchmesh.Holding.$Properties[]|null);

            /** Announcement class */
            "class"?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Announcement. */
        type $Shape = patchmesh.Announcement.$Properties;
    }

    /**
     * Properties of a Lease.
     * @deprecated Use patchmesh.Lease.$Properties instead.
     */
    interface ILease extends patchmesh.Lease.$Properties {
    }

    /** Represents a Lease. */
    class Lease {

        /**
         * Constructs a new Lease.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Lease.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Lease artifact. */
        artifact: Uint8Array;

        /** Lease first. */
        first: number;

        /** Lease count. */
        count: number;

        /**
         * Creates a new Lease instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Lease instance
         */
        static create(properties: patchmesh.Lease.$Shape): patchmesh.Lease & patchmesh.Lease.$Shape;
        static create(properties?: patchmesh.Lease.$Properties): patchmesh.Lease;

        /**
         * Encodes the specified Lease message. Does not implicitly {@link patchmesh.Lease.verify|verify} messages.
         * @param message Lease message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Lease.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Lease message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Lease & patchmesh.Lease.$Shape} Lease
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Lease & patchmesh.Lease.$Shape;

        /**
         * Creates a Lease message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Lease
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Lease;

        /**
         * Creates a plain object from a Lease message. Also converts values to other types if specified.
         * @param message Lease
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Lease, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Lease to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Lease {

        /** Properties of a Lease. */
        interface $Properties {

            /** Lease artifact */
            artifact?: (Uint8Array|null);

            /** Lease first */
            first?: (number|null);

            /** Lease count */
            count?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Lease. */
        type $Shape = patchmesh.Lease.$Properties;
    }

    /**
     * Properties of a Holding.
     * @deprecated Use patchmesh.Holding.$Properties instead.
     */
    interface IHolding extends patchmesh.Holding.$Properties {
    }

    /** Represents a Holding. */
    class Holding {

        /**
         * Constructs a new Holding.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Holding.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Holding artifact. */
        artifact: Uint8Array;

        /** Holding pieces. */
        pieces: number;

        /**
         * Creates a new Holding instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Holding instance
         */
        static create(properties: patchmesh.Holding.$Shape): patchmesh.Holding & patchmesh.Holding.$Shape;
        static create(properties?: patchmesh.Holding.$Properties): patchmesh.Holding;

        /**
         * Encodes the specified Holding message. Does not implicitly {@link patchmesh.Holding.verify|verify} messages.
         * @param message Holding message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Holding.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Holding message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Holding & patchmesh.Holding.$Shape} Holding
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Holding & patchmesh.Holding.$Shape;

        /**
         * Creates a Holding message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Holding
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Holding;

        /**
         * Creates a plain object from a Holding message. Also converts values to other types if specified.
         * @param message Holding
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Holding, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Holding to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Holding {

        /** Properties of a Holding. */
        interface $Properties {

            /** Holding artifact */
            artifact?: (Uint8Array|null);

            /** Holding pieces */
            pieces?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Holding. */
        type $Shape = patchmesh.Holding.$Properties;
    }

    /**
     * Properties of a JoinToken.
     * @deprecated Use patchmesh.JoinToken.$Properties instead.
     */
    interface IJoinToken extends patchmesh.JoinToken.$Properties {
    }

    /** Represents a JoinToken. */
    class JoinToken {

        /**
         * Constructs a new JoinToken.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.JoinToken.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** JoinToken fleet. */
        fleet: Uint8Array;

        /** JoinToken coordinator. */
        coordinator: string;

        /** JoinToken addresses. */
        addresses: string[];

        /** JoinToken rootVersion. */
        rootVersion: number;

        /** JoinToken rootDigest. */
        rootDigest: Uint8Array;

        /** JoinToken secret. */
        secret: Uint8Array;

        /**
         * Creates a new JoinToken instance using the specified properties.
         * @param [properties] Properties to set
         * @returns JoinToken instance
         */
        static create(properties: patchmesh.JoinToken.$Shape): patchmesh.JoinToken & patchmesh.JoinToken.$Shape;
        static create(properties?: patchmesh.JoinToken.$Properties): patchmesh.JoinToken;

        /**
         * Encodes the specified JoinToken message. Does not implicitly {@link patchmesh.JoinToken.verify|verify} messages.
         * @param message JoinToken message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.JoinToken.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a JoinToken message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.JoinToken & patchmesh.JoinToken.$Shape} JoinToken
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.JoinToken & patchmesh.JoinToken.$Shape;

        /**
         * Creates a JoinToken message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns JoinToken
         */
        static fromObject(object: { [k: string]: any }): patchmesh.JoinToken;

        /**
         * Creates a plain object from a JoinToken message. Also converts values to other types if specified.
         * @param message JoinToken
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.JoinToken, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this JoinToken to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace JoinToken {

        /** Properties of a JoinToken. */
        interface $Properties {

            /** JoinToken fleet */
            fleet?: (Uint8Array|null);

            /** JoinToken coordinator */
            coordinator?: (string|null);

            /** JoinToken addresses */
            addresses?: (string[]|null);

            /** JoinToken rootVersion */
            rootVersion?: (number|null);

            /** JoinToken rootDigest */
            rootDigest?: (Uint8Array|null);

            /** JoinToken secret */
            secret?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a JoinToken. */
        type $Shape = patchmesh.JoinToken.$Properties;
    }

    /**
     * Properties of a JoinRequest.
     * @deprecated Use patchmesh.JoinRequest.$Properties instead.
     */
    interface IJoinRequest extends patchmesh.JoinRequest.$Properties {
    }

    /** Represents a JoinRequest. */
    class JoinRequest {

        /**
         * Constructs a new JoinRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.JoinRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** JoinRequest spec. */
        spec: number;

        /** JoinRequest fleet. */
        fleet: Uint8Array;

        /** JoinRequest secret. */
        secret: Uint8Array;

        /** JoinRequest hostName. */
        hostName: string;

        /** JoinRequest class. */
        class: string;

        /** JoinRequest addresses. */
        addresses: string[];

        /**
         * Creates a new JoinRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns JoinRequest instance
         */
        static create(properties: patchmesh.JoinRequest.$Shape): patchmesh.JoinRequest & patchmesh.JoinRequest.$Shape;
        static create(properties?: patchmesh.JoinRequest.$Properties): patchmesh.JoinRequest;

        /**
         * Encodes the specified JoinRequest message. Does not implicitly {@link patchmesh.JoinRequest.verify|verify} messages.
         * @param message JoinRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.JoinRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a JoinRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.JoinRequest & patchmesh.JoinRequest.$Shape} JoinRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.JoinRequest & patchmesh.JoinRequest.$Shape;

        /**
         * Creates a JoinRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns JoinRequest
         */
        static fromObject(object: { [k: string]: any }): patchmesh.JoinRequest;

        /**
         * Creates a plain object from a JoinRequest message. Also converts values to other types if specified.
         * @param message JoinRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.JoinRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this JoinRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace JoinRequest {

        /** Properties of a JoinRequest. */
        interface $Properties {

            /** JoinRequest spec */
            spec?: (number|null);

            /** JoinRequest fleet */
            fleet?: (Uint8Array|null);

            /** JoinRequest secret */
            secret?: (Uint8Array|null);

            /** JoinRequest hostName */
            hostName?: (string|null);

            /** JoinRequest class */
            "class"?: (string|null);

            /** JoinRequest addresses */
            addresses?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a JoinRequest. */
        type $Shape = patchmesh.JoinRequest.$Properties;
    }

    /**
     * Properties of a JoinAnswer.
     * @deprecated Use patchmesh.JoinAnswer.$Properties instead.
     */
    interface IJoinAnswer extends patchmesh.JoinAnswer.$Properties {
    }

    /** Represents a JoinAnswer. */
    class JoinAnswer {

        /**
         * Constructs a new JoinAnswer.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.JoinAnswer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** JoinAnswer refused. */
        refused: string;

        /** JoinAnswer message. */
        message: string;

        /** JoinAnswer site. */
        site: string;

        /** JoinAnswer roots. */
        roots: Uint8Array[];

        /** JoinAnswer roster. */
        roster: Uint8Array;

        /**
         * Creates a new JoinAnswer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns JoinAnswer instance
         */
        static create(properties: patchmesh.JoinAnswer.$Shape): patchmesh.JoinAnswer & patchmesh.JoinAnswer.$Shape;
        static create(properties?: patchmesh.JoinAnswer.$Properties): patchmesh.JoinAnswer;

        /**
         * Encodes the specified JoinAnswer message. Does not implicitly {@link patchmesh.JoinAnswer.verify|verify} messages.
         * @param message JoinAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.JoinAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a JoinAnswer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.JoinAnswer & patchmesh.JoinAnswer.$Shape} JoinAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.JoinAnswer & patchmesh.JoinAnswer.$Shape;

        /**
         * Creates a JoinAnswer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns JoinAnswer
         */
        static fromObject(object: { [k: string]: any }): patchmesh.JoinAnswer;

        /**
         * Creates a plain object from a JoinAnswer message. Also converts values to other types if specified.
         * @param message JoinAnswer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.JoinAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this JoinAnswer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace JoinAnswer {

        /** Properties of a JoinAnswer. */
        interface $Properties {

            /** JoinAnswer refused */
            refused?: (string|null);

            /** JoinAnswer message */
            message?: (string|null);

            /** JoinAnswer site */
            site?: (string|null);

            /** JoinAnswer roots */
            roots?: (Uint8Array[]|null);

            /** JoinAnswer roster */
            roster?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a JoinAnswer. */
        type $Shape = patchmesh.JoinAnswer.$Properties;
    }

    /**
     * Properties of a Hello.
     * @deprecated Use patchmesh.Hello.$Properties instead.
     */
    interface IHello extends patchmesh.Hello.$Properties {
    }

    /** Represents a Hello. */
    class Hello {

        /**
         * Constructs a new Hello.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Hello.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Hello spec. */
        spec: number;

        /** Hello fleet. */
        fleet: Uint8Array;

        /** Hello site. */
        site: string;

        /**
         * Creates a new Hello instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Hello instance
         */
        static create(properties: patchmesh.Hello.$Shape): patchmesh.Hello & patchmesh.Hello.$Shape;
        static create(properties?: patchmesh.Hello.$Properties): patchmesh.Hello;

        /**
         * Encodes the specified Hello message. Does not implicitly {@link patchmesh.Hello.verify|verify} messages.
         * @param message Hello message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Hello message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Hello & patchmesh.Hello.$Shape} Hello
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Hello & patchmesh.Hello.$Shape;

        /**
         * Creates a Hello message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Hello
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Hello;

        /**
         * Creates a plain object from a Hello message. Also converts values to other types if specified.
         * @param message Hello
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Hello, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Hello to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Hello {

        /** Properties of a Hello. */
        interface $Properties {

            /** Hello spec */
            spec?: (number|null);

            /** Hello fleet */
            fleet?: (Uint8Array|null);

            /** Hello site */
            site?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Hello. */
        type $Shape = patchmesh.Hello.$Properties;
    }

    /**
     * Properties of a SyncOffer.
     * @deprecated Use patchmesh.SyncOffer.$Properties instead.
     */
    interface ISyncOffer extends patchmesh.SyncOffer.$Properties {
    }

    /** Represents a SyncOffer. */
    class SyncOffer {

        /**
         * Constructs a new SyncOffer.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.SyncOffer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SyncOffer summary. */
        summary: Uint8Array;

        /** SyncOffer peers. */
        peers: patchmesh.PeerAddresses.$Properties[];

        /** SyncOffer elsewhere. */
        elsewhere: boolean;

        /** SyncOffer peersKnown. */
        peersKnown: boolean;

        /**
         * Creates a new SyncOffer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SyncOffer instance
         */
        static create(properties: patchmesh.SyncOffer.$Shape): patchmesh.SyncOffer & patchmesh.SyncOffer.$Shape;
        static create(properties?: patchmesh.SyncOffer.$Properties): patchmesh.SyncOffer;

        /**
         * Encodes the specified SyncOffer message. Does not implicitly {@link patchmesh.SyncOffer.verify|verify} messages.
         * @param message SyncOffer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.SyncOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SyncOffer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.SyncOffer & patchmesh.SyncOffer.$Shape} SyncOffer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.SyncOffer & patchmesh.SyncOffer.$Shape;

        /**
         * Creates a SyncOffer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SyncOffer
         */
        static fromObject(object: { [k: string]: any }): patchmesh.SyncOffer;

        /**
         * Creates a plain object from a SyncOffer message. Also converts values to other types if specified.
         * @param message SyncOffer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.SyncOffer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SyncOffer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SyncOffer {

        /** Properties of a SyncOffer. */
        interface $Properties {

            /** SyncOffer summary */
            summary?: (Uint8Array|null);

            /** SyncOffer peers */
            peers?: (patchmesh.PeerAddresses.$Properties[]|null);

            /** SyncOffer elsewhere */
            elsewhere?: (boolean|null);

            /** SyncOffer peersKnown */
            peersKnown?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SyncOffer. */
        type $Shape = patchmesh.SyncOffer.$Properties;
    }

    /**
     * Properties of a PeerAddresses.
     * @deprecated Use patchmesh.PeerAddresses.$Properties instead.
     */
    interface IPeerAddresses extends patchmesh.PeerAddresses.$Properties {
    }

    /** Represents a PeerAddresses. */
    class PeerAddresses {

        /**
         * Constructs a new PeerAddresses.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.PeerAddresses.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PeerAddresses node. */
        node: string;

        /** PeerAddresses addresses. */
        addresses: string[];

        /** PeerAddresses age. */
        age: number;

        /**
         * Creates a new PeerAddresses instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PeerAddresses instance
         */
        static create(properties: patchmesh.PeerAddresses.$Shape): patchmesh.PeerAddresses & patchmesh.PeerAddresses.$Shape;
        static create(properties?: patchmesh.PeerAddresses.$Properties): patchmesh.PeerAddresses;

        /**
         * Encodes the specified PeerAddresses message. Does not implicitly {@link patchmesh.PeerAddresses.verify|verify} messages.
         * @param message PeerAddresses message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.PeerAddresses.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PeerAddresses message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.PeerAddresses & patchmesh.PeerAddresses.$Shape} PeerAddresses
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.PeerAddresses & patchmesh.PeerAddresses.$Shape;

        /**
         * Creates a PeerAddresses message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PeerAddresses
         */
        static fromObject(object: { [k: string]: any }): patchmesh.PeerAddresses;

        /**
         * Creates a plain object from a PeerAddresses message. Also converts values to other types if specified.
         * @param message PeerAddresses
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.PeerAddresses, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PeerAddresses to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace PeerAddresses {

        /** Properties of a PeerAddresses. */
        interface $Properties {

            /** PeerAddresses node */
            node?: (string|null);

            /** PeerAddresses addresses */
            addresses?: (string[]|null);

            /** PeerAddresses age */
            age?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PeerAddresses. */
        type $Shape = patchmesh.PeerAddresses.$Properties;
    }

    /**
     * Properties of a SyncHeads.
     * @deprecated Use patchmesh.SyncHeads.$Properties instead.
     */
    interface ISyncHeads extends patchmesh.SyncHeads.$Properties {
    }

    /** Represents a SyncHeads. */
    class SyncHeads {

        /**
         * Constructs a new SyncHeads.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.SyncHeads.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SyncHeads heads. */
        heads: patchmesh.Head.$Properties[];

        /**
         * Creates a new SyncHeads instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SyncHeads instance
         */
        static create(properties: patchmesh.SyncHeads.$Shape): patchmesh.SyncHeads & patchmesh.SyncHeads.$Shape;
        static create(properties?: patchmesh.SyncHeads.$Properties): patchmesh.SyncHeads;

        /**
         * Encodes the specified SyncHeads message. Does not implicitly {@link patchmesh.SyncHeads.verify|verify} messages.
         * @param message SyncHeads message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.SyncHeads.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SyncHeads message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.SyncHeads & patchmesh.SyncHeads.$Shape} SyncHeads
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.SyncHeads & patchmesh.SyncHeads.$Shape;

        /**
         * Creates a SyncHeads message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SyncHeads
         */
        static fromObject(object: { [k: string]: any }): patchmesh.SyncHeads;

        /**
         * Creates a plain object from a SyncHeads message. Also converts values to other types if specified.
         * @param message SyncHeads
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.SyncHeads, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SyncHeads to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SyncHeads {

        /** Properties of a SyncHeads. */
        interface $Properties {

            /** SyncHeads heads */
            heads?: (patchmesh.Head.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SyncHeads. */
        type $Shape = patchmesh.SyncHeads.$Properties;
    }

    /**
     * Properties of a SyncGet.
     * @deprecated Use patchmesh.SyncGet.$Properties instead.
     */
    interface ISyncGet extends patchmesh.SyncGet.$Properties {
    }

    /** Represents a SyncGet. */
    class SyncGet {

        /**
         * Constructs a new SyncGet.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.SyncGet.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SyncGet digests. */
        digests: Uint8Array[];

        /** SyncGet summary. */
        summary: Uint8Array;

        /**
         * Creates a new SyncGet instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SyncGet instance
         */
        static create(properties: patchmesh.SyncGet.$Shape): patchmesh.SyncGet & patchmesh.SyncGet.$Shape;
        static create(properties?: patchmesh.SyncGet.$Properties): patchmesh.SyncGet;

        /**
         * Encodes the specified SyncGet message. Does not implicitly {@link patchmesh.SyncGet.verify|verify} messages.
         * @param message SyncGet message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.SyncGet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SyncGet message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.SyncGet & patchmesh.SyncGet.$Shape} SyncGet
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.SyncGet & patchmesh.SyncGet.$Shape;

        /**
         * Creates a SyncGet message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SyncGet
         */
        static fromObject(object: { [k: string]: any }): patchmesh.SyncGet;

        /**
         * Creates a plain object from a SyncGet message. Also converts values to other types if specified.
         * @param message SyncGet
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.SyncGet, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SyncGet to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SyncGet {

        /** Properties of a SyncGet. */
        interface $Properties {

            /** SyncGet digests */
            digests?: (Uint8Array[]|null);

            /** SyncGet summary */
            summary?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SyncGet. */
        type $Shape = patchmesh.SyncGet.$Properties;
    }

    /**
     * Properties of a SyncObjects.
     * @deprecated Use patchmesh.SyncObjects.$Properties instead.
     */
    interface ISyncObjects extends patchmesh.SyncObjects.$Properties {
    }

    /** Represents a SyncObjects. */
    class SyncObjects {

        /**
         * Constructs a new SyncObjects.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.SyncObjects.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SyncObjects envelopes. */
        envelopes: Uint8Array[];

        /**
         * Creates a new SyncObjects instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SyncObjects instance
         */
        static create(properties: patchmesh.SyncObjects.$Shape): patchmesh.SyncObjects & patchmesh.SyncObjects.$Shape;
        static create(properties?: patchmesh.SyncObjects.$Properties): patchmesh.SyncObjects;

        /**
         * Encodes the specified SyncObjects message. Does not implicitly {@link patchmesh.SyncObjects.verify|verify} messages.
         * @param message SyncObjects message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.SyncObjects.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SyncObjects message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.SyncObjects & patchmesh.SyncObjects.$Shape} SyncObjects
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.SyncObjects & patchmesh.SyncObjects.$Shape;

        /**
         * Creates a SyncObjects message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SyncObjects
         */
        static fromObject(object: { [k: string]: any }): patchmesh.SyncObjects;

        /**
         * Creates a plain object from a SyncObjects message. Also converts values to other types if specified.
         * @param message SyncObjects
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.SyncObjects, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SyncObjects to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SyncObjects {

        /** Properties of a SyncObjects. */
        interface $Properties {

            /** SyncObjects envelopes */
            envelopes?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SyncObjects. */
        type $Shape = patchmesh.SyncObjects.$Properties;
    }

    /**
     * Properties of a HeadsRequest.
     * @deprecated Use patchmesh.HeadsRequest.$Properties instead.
     */
    interface IHeadsRequest extends patchmesh.HeadsRequest.$Properties {
    }

    /** Represents a HeadsRequest. */
    class HeadsRequest {

        /**
         * Constructs a new HeadsRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.HeadsRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HeadsRequest nonce. */
        nonce: Uint8Array;

        /** HeadsRequest node. */
        node: string;

        /**
         * Creates a new HeadsRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns HeadsRequest instance
         */
        static create(properties: patchmesh.HeadsRequest.$Shape): patchmesh.HeadsRequest & patchmesh.HeadsRequest.$Shape;
        static create(properties?: patchmesh.HeadsRequest.$Properties): patchmesh.HeadsRequest;

        /**
         * Encodes the specified HeadsRequest message. Does not implicitly {@link patchmesh.HeadsRequest.verify|verify} messages.
         * @param message HeadsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.HeadsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HeadsRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.HeadsRequest & patchmesh.HeadsRequest.$Shape} HeadsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.HeadsRequest & patchmesh.HeadsRequest.$Shape;

        /**
         * Creates a HeadsRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns HeadsRequest
         */
        static fromObject(object: { [k: string]: any }): patchmesh.HeadsRequest;

        /**
         * Creates a plain object from a HeadsRequest message. Also converts values to other types if specified.
         * @param message HeadsRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.HeadsRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this HeadsRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace HeadsRequest {

        /** Properties of a HeadsRequest. */
        interface $Properties {

            /** HeadsRequest nonce */
            nonce?: (Uint8Array|null);

            /** HeadsRequest node */
            node?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HeadsRequest. */
        type $Shape = patchmesh.HeadsRequest.$Properties;
    }

    /**
     * Properties of a HeadsAnswer.
     * @deprecated Use patchmesh.HeadsAnswer.$Properties instead.
     */
    interface IHeadsAnswer extends patchmesh.HeadsAnswer.$Properties {
    }

    /** Represents a HeadsAnswer. */
    class HeadsAnswer {

        /**
         * Constructs a new HeadsAnswer.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.HeadsAnswer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HeadsAnswer refused. */
        refused: string;

        /** HeadsAnswer envelope. */
        envelope: Uint8Array;

        /** HeadsAnswer forgot. */
        forgot: boolean;

        /**
         * Creates a new HeadsAnswer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns HeadsAnswer instance
         */
        static create(properties: patchmesh.HeadsAnswer.$Shape): patchmesh.HeadsAnswer & patchmesh.HeadsAnswer.$Shape;
        static create(properties?: patchmesh.HeadsAnswer.$Properties): patchmesh.HeadsAnswer;

        /**
         * Encodes the specified HeadsAnswer message. Does not implicitly {@link patchmesh.HeadsAnswer.verify|verify} messages.
         * @param message HeadsAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.HeadsAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HeadsAnswer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.HeadsAnswer & patchmesh.HeadsAnswer.$Shape} HeadsAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.HeadsAnswer & patchmesh.HeadsAnswer.$Shape;

        /**
         * Creates a HeadsAnswer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns HeadsAnswer
         */
        static fromObject(object: { [k: string]: any }): patchmesh.HeadsAnswer;

        /**
         * Creates a plain object from a HeadsAnswer message. Also converts values to other types if specified.
         * @param message HeadsAnswer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.HeadsAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this HeadsAnswer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace HeadsAnswer {

        /** Properties of a HeadsAnswer. */
        interface $Properties {

            /** HeadsAnswer refused */
            refused?: (string|null);

            /** HeadsAnswer envelope */
            envelope?: (Uint8Array|null);

            /** HeadsAnswer forgot */
            forgot?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HeadsAnswer. */
        type $Shape = patchmesh.HeadsAnswer.$Properties;
    }

    /**
     * Properties of a ControlRequest.
     * @deprecated Use patchmesh.ControlRequest.$Properties instead.
     */
    interface IControlRequest extends patchmesh.ControlRequest.$Properties {
    }

    /** Represents a ControlRequest. */
    class ControlRequest {

        /**
         * Constructs a new ControlRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.ControlRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ControlRequest name. */
        name: string;

        /** ControlRequest body. */
        body: Uint8Array;

        /**
         * Creates a new ControlRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ControlRequest instance
         */
        static create(properties: patchmesh.ControlRequest.$Shape): patchmesh.ControlRequest & patchmesh.ControlRequest.$Shape;
        static create(properties?: patchmesh.ControlRequest.$Properties): patchmesh.ControlRequest;

        /**
         * Encodes the specified ControlRequest message. Does not implicitly {@link patchmesh.ControlRequest.verify|verify} messages.
         * @param message ControlRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.ControlRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ControlRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.ControlRequest & patchmesh.ControlRequest.$Shape} ControlRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.ControlRequest & patchmesh.ControlRequest.$Shape;

        /**
         * Creates a ControlRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ControlRequest
         */
        static fromObject(object: { [k: string]: any }): patchmesh.ControlRequest;

        /**
         * Creates a plain object from a ControlRequest message. Also converts values to other types if specified.
         * @param message ControlRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.ControlRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ControlRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace ControlRequest {

        /** Properties of a ControlRequest. */
        interface $Properties {

            /** ControlRequest name */
            name?: (string|null);

            /** ControlRequest body */
            body?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ControlRequest. */
        type $Shape = patchmesh.ControlRequest.$Properties;
    }

    /**
     * Properties of a ControlLine.
     * @deprecated Use patchmesh.ControlLine.$Properties instead.
     */
    interface IControlLine extends patchmesh.ControlLine.$Properties {
    }

    /** Represents a ControlLine. */
    class ControlLine {

        /**
         * Constructs a new ControlLine.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.ControlLine.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ControlLine line. */
        line: Uint8Array;

        /**
         * Creates a new ControlLine instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ControlLine instance
         */
        static create(properties: patchmesh.ControlLine.$Shape): patchmesh.ControlLine & patchmesh.ControlLine.$Shape;
        static create(properties?: patchmesh.ControlLine.$Properties): patchmesh.ControlLine;

        /**
         * Encodes the specified ControlLine message. Does not implicitly {@link patchmesh.ControlLine.verify|verify} messages.
         * @param message ControlLine message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.ControlLine.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ControlLine message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.ControlLine & patchmesh.ControlLine.$Shape} ControlLine
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.ControlLine & patchmesh.ControlLine.$Shape;

        /**
         * Creates a ControlLine message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ControlLine
         */
        static fromObject(object: { [k: string]: any }): patchmesh.ControlLine;

        /**
         * Creates a plain object from a ControlLine message. Also converts values to other types if specified.
         * @param message ControlLine
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.ControlLine, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ControlLine to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace ControlLine {

        /** Properties of a ControlLine. */
        interface $Properties {

            /** ControlLine line */
            line?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ControlLine. */
        type $Shape = patchmesh.ControlLine.$Properties;
    }

    /**
     * Properties of a ReportAck.
     * @deprecated Use patchmesh.ReportAck.$Properties instead.
     */
    interface IReportAck extends patchmesh.ReportAck.$Properties {
    }

    /** Represents a ReportAck. */
    class ReportAck {

        /**
         * Constructs a new ReportAck.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.ReportAck.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReportAck version. */
        version: number;

        /** ReportAck refused. */
        refused: string;

        /** ReportAck forgot. */
        forgot: boolean;

        /**
         * Creates a new ReportAck instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ReportAck instance
         */
        static create(properties: patchmesh.ReportAck.$Shape): patchmesh.ReportAck & patchmesh.ReportAck.$Shape;
        static create(properties?: patchmesh.ReportAck.$Properties): patchmesh.ReportAck;

        /**
         * Encodes the specified ReportAck message. Does not implicitly {@link patchmesh.ReportAck.verify|verify} messages.
         * @param message ReportAck message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.ReportAck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReportAck message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.ReportAck & patchmesh.ReportAck.$Shape} ReportAck
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.ReportAck & patchmesh.ReportAck.$Shape;

        /**
         * Creates a ReportAck message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ReportAck
         */
        static fromObject(object: { [k: string]: any }): patchmesh.ReportAck;

        /**
         * Creates a plain object from a ReportAck message. Also converts values to other types if specified.
         * @param message ReportAck
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.ReportAck, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ReportAck to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace ReportAck {

        /** Properties of a ReportAck. */
        interface $Properties {

            /** ReportAck version */
            version?: (number|null);

            /** ReportAck refused */
            refused?: (string|null);

            /** ReportAck forgot */
            forgot?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReportAck. */
        type $Shape = patchmesh.ReportAck.$Properties;
    }

    /**
     * Properties of a ReportBatch.
     * @deprecated Use patchmesh.ReportBatch.$Properties instead.
     */
    interface IReportBatch extends patchmesh.ReportBatch.$Properties {
    }

    /** Represents a ReportBatch. */
    class ReportBatch {

        /**
         * Constructs a new ReportBatch.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.ReportBatch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReportBatch waitMs. */
        waitMs: number;

        /** ReportBatch reports. */
        reports: patchmesh.BatchedReport.$Properties[];

        /**
         * Creates a new ReportBatch instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ReportBatch instance
         */
        static create(properties: patchmesh.ReportBatch.$Shape): patchmesh.ReportBatch & patchmesh.ReportBatch.$Shape;
        static create(properties?: patchmesh.ReportBatch.$Properties): patchmesh.ReportBatch;

        /**
         * Encodes the specified ReportBatch message. Does not implicitly {@link patchmesh.ReportBatch.verify|verify} messages.
         * @param message ReportBatch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.ReportBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReportBatch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.ReportBatch & patchmesh.ReportBatch.$Shape} ReportBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.ReportBatch & patchmesh.ReportBatch.$Shape;

        /**
         * Creates a ReportBatch message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ReportBatch
         */
        static fromObject(object: { [k: string]: any }): patchmesh.ReportBatch;

        /**
         * Creates a plain object from a ReportBatch message. Also converts values to other types if specified.
         * @param message ReportBatch
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.ReportBatch, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ReportBatch to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace ReportBatch {

        /** Properties of a ReportBatch. */
        interface $Properties {

            /** ReportBatch waitMs */
            waitMs?: (number|null);

            /** ReportBatch reports */
            reports?: (patchmesh.BatchedReport.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReportBatch. */
        type $Shape = patchmesh.ReportBatch.$Properties;
    }

    /**
     * Properties of a BatchedReport.
     * @deprecated Use patchmesh.BatchedReport.$Properties instead.
     */
    interface IBatchedReport extends patchmesh.BatchedReport.$Properties {
    }

    /** Represents a BatchedReport. */
    class BatchedReport {

        /**
         * Constructs a new BatchedReport.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.BatchedReport.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BatchedReport envelope. */
        envelope: Uint8Array;

        /** BatchedReport settled. */
        settled: boolean;

        /**
         * Creates a new BatchedReport instance using the specified properties.
         * @param [properties] Properties to set
         * @returns BatchedReport instance
         */
        static create(properties: patchmesh.BatchedReport.$Shape): patchmesh.BatchedReport & patchmesh.BatchedReport.$Shape;
        static create(properties?: patchmesh.BatchedReport.$Properties): patchmesh.BatchedReport;

        /**
         * Encodes the specified BatchedReport message. Does not implicitly {@link patchmesh.BatchedReport.verify|verify} messages.
         * @param message BatchedReport message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.BatchedReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BatchedReport message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.BatchedReport & patchmesh.BatchedReport.$Shape} BatchedReport
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.BatchedReport & patchmesh.BatchedReport.$Shape;

        /**
         * Creates a BatchedReport message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns BatchedReport
         */
        static fromObject(object: { [k: string]: any }): patchmesh.BatchedReport;

        /**
         * Creates a plain object from a BatchedReport message. Also converts values to other types if specified.
         * @param message BatchedReport
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.BatchedReport, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this BatchedReport to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace BatchedReport {

        /** Properties of a BatchedReport. */
        interface $Properties {

            /** BatchedReport envelope */
            envelope?: (Uint8Array|null);

            /** BatchedReport settled */
            settled?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BatchedReport. */
        type $Shape = patchmesh.BatchedReport.$Properties;
    }

    /**
     * Properties of a BatchAnswer.
     * @deprecated Use patchmesh.BatchAnswer.$Properties instead.
     */
    interface IBatchAnswer extends patchmesh.BatchAnswer.$Properties {
    }

    /** Represents a BatchAnswer. */
    class BatchAnswer {

        /**
         * Constructs a new BatchAnswer.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.BatchAnswer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BatchAnswer refused. */
        refused: string;

        /** BatchAnswer receipts. */
        receipts: Uint8Array[];

        /**
         * Creates a new BatchAnswer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns BatchAnswer instance
         */
        static create(properties: patchmesh.BatchAnswer.$Shape): patchmesh.BatchAnswer & patchmesh.BatchAnswer.$Shape;
        static create(properties?: patchmesh.BatchAnswer.$Properties): patchmesh.BatchAnswer;

        /**
         * Encodes the specified BatchAnswer message. Does not implicitly {@link patchmesh.BatchAnswer.verify|verify} messages.
         * @param message BatchAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.BatchAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BatchAnswer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.BatchAnswer & patchmesh.BatchAnswer.$Shape} BatchAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.BatchAnswer & patchmesh.BatchAnswer.$Shape;

        /**
         * Creates a BatchAnswer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns BatchAnswer
         */
        static fromObject(object: { [k: string]: any }): patchmesh.BatchAnswer;

        /**
         * Creates a plain object from a BatchAnswer message. Also converts values to other types if specified.
         * @param message BatchAnswer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.BatchAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this BatchAnswer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace BatchAnswer {

        /** Properties of a BatchAnswer. */
        interface $Properties {

            /** BatchAnswer refused */
            refused?: (string|null);

            /** BatchAnswer receipts */
            receipts?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BatchAnswer. */
        type $Shape = patchmesh.BatchAnswer.$Properties;
    }

    /**
     * Properties of a SubmitRequest.
     * @deprecated Use patchmesh.SubmitRequest.$Properties instead.
     */
    interface ISubmitRequest extends patchmesh.SubmitRequest.$Properties {
    }

    /** Represents a SubmitRequest. */
    class SubmitRequest {

        /**
         * Constructs a new SubmitRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.SubmitRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SubmitRequest envelope. */
        envelope: Uint8Array;

        /**
         * Creates a new SubmitRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SubmitRequest instance
         */
        static create(properties: patchmesh.SubmitRequest.$Shape): patchmesh.SubmitRequest & patchmesh.SubmitRequest.$Shape;
        static create(properties?: patchmesh.SubmitRequest.$Properties): patchmesh.SubmitRequest;

        /**
         * Encodes the specified SubmitRequest message. Does not implicitly {@link patchmesh.SubmitRequest.verify|verify} messages.
         * @param message SubmitRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.SubmitRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SubmitRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.SubmitRequest & patchmesh.SubmitRequest.$Shape} SubmitRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.SubmitRequest & patchmesh.SubmitRequest.$Shape;

        /**
         * Creates a SubmitRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SubmitRequest
         */
        static fromObject(object: { [k: string]: any }): patchmesh.SubmitRequest;

        /**
         * Creates a plain object from a SubmitRequest message. Also converts values to other types if specified.
         * @param message SubmitRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.SubmitRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SubmitRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SubmitRequest {

        /** Properties of a SubmitRequest. */
        interface $Properties {

            /** SubmitRequest envelope */
            envelope?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SubmitRequest. */
        type $Shape = patchmesh.SubmitRequest.$Properties;
    }

    /**
     * Properties of a SubmitAnswer.
     * @deprecated Use patchmesh.SubmitAnswer.$Properties instead.
     */
    interface ISubmitAnswer extends patchmesh.SubmitAnswer.$Properties {
    }

    /** Represents a SubmitAnswer. */
    class SubmitAnswer {

        /**
         * Constructs a new SubmitAnswer.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.SubmitAnswer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SubmitAnswer refused. */
        refused: string;

        /** SubmitAnswer message. */
        message: string;

        /**
         * Creates a new SubmitAnswer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SubmitAnswer instance
         */
        static create(properties: patchmesh.SubmitAnswer.$Shape): patchmesh.SubmitAnswer & patchmesh.SubmitAnswer.$Shape;
        static create(properties?: patchmesh.SubmitAnswer.$Properties): patchmesh.SubmitAnswer;

        /**
         * Encodes the specified SubmitAnswer message. Does not implicitly {@link patchmesh.SubmitAnswer.verify|verify} messages.
         * @param message SubmitAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.SubmitAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SubmitAnswer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.SubmitAnswer & patchmesh.SubmitAnswer.$Shape} SubmitAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.SubmitAnswer & patchmesh.SubmitAnswer.$Shape;

        /**
         * Creates a SubmitAnswer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SubmitAnswer
         */
        static fromObject(object: { [k: string]: any }): patchmesh.SubmitAnswer;

        /**
         * Creates a plain object from a SubmitAnswer message. Also converts values to other types if specified.
         * @param message SubmitAnswer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.SubmitAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SubmitAnswer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SubmitAnswer {

        /** Properties of a SubmitAnswer. */
        interface $Properties {

            /** SubmitAnswer refused */
            refused?: (string|null);

            /** SubmitAnswer message */
            message?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SubmitAnswer. */
        type $Shape = patchmesh.SubmitAnswer.$Properties;
    }

    /**
     * Properties of a SwarmMessage.
     * @deprecated Use patchmesh.SwarmMessage.$Properties instead.
     */
    interface ISwarmMessage extends patchmesh.SwarmMessage.$Properties {
    }

    /** Represents a SwarmMessage. */
    class SwarmMessage {

        /**
         * Constructs a new SwarmMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.SwarmMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SwarmMessage announcement. */
        announcement?: (Uint8Array|null);

        /** SwarmMessage have. */
        have?: (patchmesh.Have.$Properties|null);

        /** SwarmMessage ask. */
        ask?: (patchmesh.Ask.$Properties|null);

        /** SwarmMessage message. */
        message?: ("announcement"|"have"|"ask");

        /**
         * Creates a new SwarmMessage instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SwarmMessage instance
         */
        static create(properties: patchmesh.SwarmMessage.$Shape): patchmesh.SwarmMessage & patchmesh.SwarmMessage.$Shape;
        static create(properties?: patchmesh.SwarmMessage.$Properties): patchmesh.SwarmMessage;

        /**
         * Encodes the specified SwarmMessage message. Does not implicitly {@link patchmesh.SwarmMessage.verify|verify} messages.
         * @param message SwarmMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.SwarmMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SwarmMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.SwarmMessage & patchmesh.SwarmMessage.$Shape} SwarmMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.SwarmMessage & patchmesh.SwarmMessage.$Shape;

        /**
         * Creates a SwarmMessage message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SwarmMessage
         */
        static fromObject(object: { [k: string]: any }): patchmesh.SwarmMessage;

        /**
         * Creates a plain object from a SwarmMessage message. Also converts values to other types if specified.
         * @param message SwarmMessage
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.SwarmMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SwarmMessage to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SwarmMessage {

        /** Properties of a SwarmMessage. */
        interface $Properties {

            /** SwarmMessage announcement */
            announcement?: (Uint8Array|null);

            /** SwarmMessage have */
            have?: (patchmesh.Have.$Properties|null);

            /** SwarmMessage ask */
            ask?: (patchmesh.Ask.$Properties|null);

            /** SwarmMessage message */
            message?: ("announcement"|"have"|"ask");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a SwarmMessage. */
        type $Shape = {
          announcement?: Uint8Array|null;
          have?: patchmesh.Have.$Shape|null;
          ask?: patchmesh.Ask.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ message?: undefined; announcement?: null; have?: null; ask?: null }|{ message?: "announcement"; announcement: Uint8Array; have?: null; ask?: null }|{ message?: "have"; announcement?: null; have: patchmesh.Have.$Shape; ask?: null }|{ message?: "ask"; announcement?: null; have?: null; ask: patchmesh.Ask.$Shape })
        );
    }

    /**
     * Properties of a Have.
     * @deprecated Use patchmesh.Have.$Properties instead.
     */
    interface IHave extends patchmesh.Have.$Properties {
    }

    /** Represents a Have. */
    class Have {

        /**
         * Constructs a new Have.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Have.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Have artifact. */
        artifact: Uint8Array;

        /** Have bitfield. */
        bitfield: Uint8Array;

        /** Have pieces. */
        pieces: number[];

        /**
         * Creates a new Have instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Have instance
         */
        static create(properties: patchmesh.Have.$Shape): patchmesh.Have & patchmesh.Have.$Shape;
        static create(properties?: patchmesh.Have.$Properties): patchmesh.Have;

        /**
         * Encodes the specified Have message. Does not implicitly {@link patchmesh.Have.verify|verify} messages.
         * @param message Have message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Have.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Have message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Have & patchmesh.Have.$Shape} Have
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Have & patchmesh.Have.$Shape;

        /**
         * Creates a Have message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Have
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Have;

        /**
         * Creates a plain object from a Have message. Also converts values to other types if specified.
         * @param message Have
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Have, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Have to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Have {

        /** Properties of a Have. */
        interface $Properties {

            /** Have artifact */
            artifact?: (Uint8Array|null);

            /** Have bitfield */
            bitfield?: (Uint8Array|null);

            /** Have pieces */
            pieces?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Have. */
        type $Shape = patchmesh.Have.$Properties;
    }

    /**
     * Properties of an Ask.
     * @deprecated Use patchmesh.Ask.$Properties instead.
     */
    interface IAsk extends patchmesh.Ask.$Properties {
    }

    /** Represents an Ask. */
    class Ask {

        /**
         * Constructs a new Ask.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Ask.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Ask artifacts. */
        artifacts: Uint8Array[];

        /**
         * Creates a new Ask instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Ask instance
         */
        static create(properties: patchmesh.Ask.$Shape): patchmesh.Ask & patchmesh.Ask.$Shape;
        static create(properties?: patchmesh.Ask.$Properties): patchmesh.Ask;

        /**
         * Encodes the specified Ask message. Does not implicitly {@link patchmesh.Ask.verify|verify} messages.
         * @param message Ask message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Ask.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Ask message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Ask & patchmesh.Ask.$Shape} Ask
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Ask & patchmesh.Ask.$Shape;

        /**
         * Creates an Ask message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Ask
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Ask;

        /**
         * Creates a plain object from an Ask message. Also converts values to other types if specified.
         * @param message Ask
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Ask, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Ask to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Ask {

        /** Properties of an Ask. */
        interface $Properties {

            /** Ask artifacts */
            artifacts?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Ask. */
        type $Shape = patchmesh.Ask.$Properties;
    }

    /**
     * Properties of a PieceRequest.
     * @deprecated Use patchmesh.PieceRequest.$Properties instead.
     */
    interface IPieceRequest extends patchmesh.PieceRequest.$Properties {
    }

    /** Represents a PieceRequest. */
    class PieceRequest {

        /**
         * Constructs a new PieceRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.PieceRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PieceRequest artifact. */
        artifact: Uint8Array;

        /** PieceRequest piece. */
        piece: number;

        /**
         * Creates a new PieceRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PieceRequest instance
         */
        static create(properties: patchmesh.PieceRequest.$Shape): patchmesh.PieceRequest & patchmesh.PieceRequest.$Shape;
        static create(properties?: patchmesh.PieceRequest.$Properties): patchmesh.PieceRequest;

        /**
         * Encodes the specified PieceRequest message. Does not implicitly {@link patchmesh.PieceRequest.verify|verify} messages.
         * @param message PieceRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.PieceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PieceRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.PieceRequest & patchmesh.PieceRequest.$Shape} PieceRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.PieceRequest & patchmesh.PieceRequest.$Shape;

        /**
         * Creates a PieceRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PieceRequest
         */
        static fromObject(object: { [k: string]: any }): patchmesh.PieceRequest;

        /**
         * Creates a plain object from a PieceRequest message. Also converts values to other types if specified.
         * @param message PieceRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.PieceRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PieceRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace PieceRequest {

        /** Properties of a PieceRequest. */
        interface $Properties {

            /** PieceRequest artifact */
            artifact?: (Uint8Array|null);

            /** PieceRequest piece */
            piece?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PieceRequest. */
        type $Shape = patchmesh.PieceRequest.$Properties;
    }

    /**
     * Properties of a PieceAnswer.
     * @deprecated Use patchmesh.PieceAnswer.$Properties instead.
     */
    interface IPieceAnswer extends patchmesh.PieceAnswer.$Properties {
    }

    /** Represents a PieceAnswer. */
    class PieceAnswer {

        /**
         * Constructs a new PieceAnswer.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.PieceAnswer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PieceAnswer refused. */
        refused: string;

        /** PieceAnswer sizeBytes. */
        sizeBytes: number;

        /**
         * Creates a new PieceAnswer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PieceAnswer instance
         */
        static create(properties: patchmesh.PieceAnswer.$Shape): patchmesh.PieceAnswer & patchmesh.PieceAnswer.$Shape;
        static create(properties?: patchmesh.PieceAnswer.$Properties): patchmesh.PieceAnswer;

        /**
         * Encodes the specified PieceAnswer message. Does not implicitly {@link patchmesh.PieceAnswer.verify|verify} messages.
         * @param message PieceAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.PieceAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PieceAnswer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.PieceAnswer & patchmesh.PieceAnswer.$Shape} PieceAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.PieceAnswer & patchmesh.PieceAnswer.$Shape;

        /**
         * Creates a PieceAnswer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PieceAnswer
         */
        static fromObject(object: { [k: string]: any }): patchmesh.PieceAnswer;

        /**
         * Creates a plain object from a PieceAnswer message. Also converts values to other types if specified.
         * @param message PieceAnswer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.PieceAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PieceAnswer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace PieceAnswer {

        /** Properties of a PieceAnswer. */
        interface $Properties {

            /** PieceAnswer refused */
            refused?: (string|null);

            /** PieceAnswer sizeBytes */
            sizeBytes?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PieceAnswer. */
        type $Shape = patchmesh.PieceAnswer.$Properties;
    }

    /**
     * Properties of a TrustedState.
     * @deprecated Use patchmesh.TrustedState.$Properties instead.
     */
    interface ITrustedState extends patchmesh.TrustedState.$Properties {
    }

    /** Represents a TrustedState. */
    class TrustedState {

        /**
         * Constructs a new TrustedState.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.TrustedState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TrustedState roots. */
        roots: Uint8Array[];

        /** TrustedState heads. */
        heads: patchmesh.Head.$Properties[];

        /** TrustedState clockFloor. */
        clockFloor: number;

        /** TrustedState frozen. */
        frozen: patchmesh.Frozen.$Properties[];

        /** TrustedState unconfirmed. */
        unconfirmed: boolean;

        /**
         * Creates a new TrustedState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns TrustedState instance
         */
        static create(properties: patchmesh.TrustedState.$Shape): patchmesh.TrustedState & patchmesh.TrustedState.$Shape;
        static create(properties?: patchmesh.TrustedState.$Properties): patchmesh.TrustedState;

        /**
         * Encodes the specified TrustedState message. Does not implicitly {@link patchmesh.TrustedState.verify|verify} messages.
         * @param message TrustedState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.TrustedState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TrustedState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.TrustedState & patchmesh.TrustedState.$Shape} TrustedState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.TrustedState & patchmesh.TrustedState.$Shape;

        /**
         * Creates a TrustedState message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns TrustedState
         */
        static fromObject(object: { [k: string]: any }): patchmesh.TrustedState;

        /**
         * Creates a plain object from a TrustedState message. Also converts values to other types if specified.
         * @param message TrustedState
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.TrustedState, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this TrustedState to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace TrustedState {

        /** Properties of a TrustedState. */
        interface $Properties {

            /** TrustedState roots */
            roots?: (Uint8Array[]|null);

            /** TrustedState heads */
            heads?: (patchmesh.Head.$Properties[]|null);

            /** TrustedState clockFloor */
            clockFloor?: (number|null);

            /** TrustedState frozen */
            frozen?: (patchmesh.Frozen.$Properties[]|null);

            /** TrustedState unconfirmed */
            unconfirmed?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TrustedState. */
        type $Shape = patchmesh.TrustedState.$Properties;
    }

    /**
     * Properties of a Frozen.
     * @deprecated Use patchmesh.Frozen.$Properties instead.
     */
    interface IFrozen extends patchmesh.Frozen.$Properties {
    }

    /** Represents a Frozen. */
    class Frozen {

        /**
         * Constructs a new Frozen.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.Frozen.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Frozen head. */
        head?: (patchmesh.Head.$Properties|null);

        /** Frozen otherDigest. */
        otherDigest: Uint8Array;

        /** Frozen at. */
        at: number;

        /**
         * Creates a new Frozen instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Frozen instance
         */
        static create(properties: patchmesh.Frozen.$Shape): patchmesh.Frozen & patchmesh.Frozen.$Shape;
        static create(properties?: patchmesh.Frozen.$Properties): patchmesh.Frozen;

        /**
         * Encodes the specified Frozen message. Does not implicitly {@link patchmesh.Frozen.verify|verify} messages.
         * @param message Frozen message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.Frozen.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Frozen message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.Frozen & patchmesh.Frozen.$Shape} Frozen
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.Frozen & patchmesh.Frozen.$Shape;

        /**
         * Creates a Frozen message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Frozen
         */
        static fromObject(object: { [k: string]: any }): patchmesh.Frozen;

        /**
         * Creates a plain object from a Frozen message. Also converts values to other types if specified.
         * @param message Frozen
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.Frozen, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Frozen to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace Frozen {

        /** Properties of a Frozen. */
        interface $Properties {

            /** Frozen head */
            head?: (patchmesh.Head.$Properties|null);

            /** Frozen otherDigest */
            otherDigest?: (Uint8Array|null);

            /** Frozen at */
            at?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Frozen. */
        type $Shape = patchmesh.Frozen.$Properties;
    }

    /**
     * Properties of a CoordinatorState.
     * @deprecated Use patchmesh.CoordinatorState.$Properties instead.
     */
    interface ICoordinatorState extends patchmesh.CoordinatorState.$Properties {
    }

    /** Represents a CoordinatorState. */
    class CoordinatorState {

        /**
         * Constructs a new CoordinatorState.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.CoordinatorState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CoordinatorState versions. */
        versions: patchmesh.SignedVersion.$Properties[];

        /** CoordinatorState tokens. */
        tokens: patchmesh.TokenRecord.$Properties[];

        /** CoordinatorState roots. */
        roots: Uint8Array[];

        /** CoordinatorState pending. */
        pending: patchmesh.PendingNode.$Properties[];

        /** CoordinatorState unheardSites. */
        unheardSites: string[];

        /**
         * Creates a new CoordinatorState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CoordinatorState instance
         */
        static create(properties: patchmesh.CoordinatorState.$Shape): patchmesh.CoordinatorState & patchmesh.CoordinatorState.$Shape;
        static create(properties?: patchmesh.CoordinatorState.$Properties): patchmesh.CoordinatorState;

        /**
         * Encodes the specified CoordinatorState message. Does not implicitly {@link patchmesh.CoordinatorState.verify|verify} messages.
         * @param message CoordinatorState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.CoordinatorState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CoordinatorState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.CoordinatorState & patchmesh.CoordinatorState.$Shape} CoordinatorState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.CoordinatorState & patchmesh.CoordinatorState.$Shape;

        /**
         * Creates a CoordinatorState message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns CoordinatorState
         */
        static fromObject(object: { [k: string]: any }): patchmesh.CoordinatorState;

        /**
         * Creates a plain object from a CoordinatorState message. Also converts values to other types if specified.
         * @param message CoordinatorState
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.CoordinatorState, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this CoordinatorState to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace CoordinatorState {

        /** Properties of a CoordinatorState. */
        interface $Properties {

            /** CoordinatorState versions */
            versions?: (patchmesh.SignedVersion.$Properties[]|null);

            /** CoordinatorState tokens */
            tokens?: (patchmesh.TokenRecord.$Properties[]|null);

            /** CoordinatorState roots */
            roots?: (Uint8Array[]|null);

            /** CoordinatorState pending */
            pending?: (patchmesh.PendingNode.$Properties[]|null);

            /** CoordinatorState unheardSites */
            unheardSites?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CoordinatorState. */
        type $Shape = patchmesh.CoordinatorState.$Properties;
    }

    /**
     * Properties of a PendingNode.
     * @deprecated Use patchmesh.PendingNode.$Properties instead.
     */
    interface IPendingNode extends patchmesh.PendingNode.$Properties {
    }

    /** Represents a PendingNode. */
    class PendingNode {

        /**
         * Constructs a new PendingNode.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.PendingNode.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PendingNode node. */
        node: string;

        /** PendingNode site. */
        site: string;

        /** PendingNode groups. */
        groups: string[];

        /** PendingNode prefixes. */
        prefixes: string[];

        /** PendingNode class. */
        class: string;

        /** PendingNode hostName. */
        hostName: string;

        /** PendingNode askedAt. */
        askedAt: number;

        /** PendingNode replaces. */
        replaces: string;

        /** PendingNode token. */
        token: string;

        /**
         * Creates a new PendingNode instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PendingNode instance
         */
        static create(properties: patchmesh.PendingNode.$Shape): patchmesh.PendingNode & patchmesh.PendingNode.$Shape;
        static create(properties?: patchmesh.PendingNode.$Properties): patchmesh.PendingNode;

        /**
         * Encodes the specified PendingNode message. Does not implicitly {@link patchmesh.PendingNode.verify|verify} messages.
         * @param message PendingNode message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.PendingNode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PendingNode message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.PendingNode & patchmesh.PendingNode.$Shape} PendingNode
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.PendingNode & patchmesh.PendingNode.$Shape;

        /**
         * Creates a PendingNode message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PendingNode
         */
        static fromObject(object: { [k: string]: any }): patchmesh.PendingNode;

        /**
         * Creates a plain object from a PendingNode message. Also converts values to other types if specified.
         * @param message PendingNode
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.PendingNode, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PendingNode to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace PendingNode {

        /** Properties of a PendingNode. */
        interface $Properties {

            /** PendingNode node */
            node?: (string|null);

            /** PendingNode site */
            site?: (string|null);

            /** PendingNode groups */
            groups?: (string[]|null);

            /** PendingNode prefixes */
            prefixes?: (string[]|null);

            /** PendingNode class */
            "class"?: (string|null);

            /** PendingNode hostName */
            hostName?: (string|null);

            /** PendingNode askedAt */
            askedAt?: (number|null);

            /** PendingNode replaces */
            replaces?: (string|null);

            /** PendingNode token */
            token?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PendingNode. */
        type $Shape = patchmesh.PendingNode.$Properties;
    }

    /**
     * Properties of a SignedVersion.
     * @deprecated Use patchmesh.SignedVersion.$Properties instead.
     */
    interface ISignedVersion extends patchmesh.SignedVersion.$Properties {
    }

    /** Represents a SignedVersion. */
    class SignedVersion {

        /**
         * Constructs a new SignedVersion.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.SignedVersion.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SignedVersion kind. */
        kind: string;

        /** SignedVersion name. */
        name: string;

        /** SignedVersion version. */
        version: number;

        /**
         * Creates a new SignedVersion instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SignedVersion instance
         */
        static create(properties: patchmesh.SignedVersion.$Shape): patchmesh.SignedVersion & patchmesh.SignedVersion.$Shape;
        static create(properties?: patchmesh.SignedVersion.$Properties): patchmesh.SignedVersion;

        /**
         * Encodes the specified SignedVersion message. Does not implicitly {@link patchmesh.SignedVersion.verify|verify} messages.
         * @param message SignedVersion message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.SignedVersion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SignedVersion message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.SignedVersion & patchmesh.SignedVersion.$Shape} SignedVersion
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.SignedVersion & patchmesh.SignedVersion.$Shape;

        /**
         * Creates a SignedVersion message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns SignedVersion
         */
        static fromObject(object: { [k: string]: any }): patchmesh.SignedVersion;

        /**
         * Creates a plain object from a SignedVersion message. Also converts values to other types if specified.
         * @param message SignedVersion
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.SignedVersion, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this SignedVersion to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace SignedVersion {

        /** Properties of a SignedVersion. */
        interface $Properties {

            /** SignedVersion kind */
            kind?: (string|null);

            /** SignedVersion name */
            name?: (string|null);

            /** SignedVersion version */
            version?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SignedVersion. */
        type $Shape = patchmesh.SignedVersion.$Properties;
    }

    /**
     * Properties of a TokenRecord.
     * @deprecated Use patchmesh.TokenRecord.$Properties instead.
     */
    interface ITokenRecord extends patchmesh.TokenRecord.$Properties {
    }

    /** Represents a TokenRecord. */
    class TokenRecord {

        /**
         * Constructs a new TokenRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: patchmesh.TokenRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TokenRecord secretDigest. */
        secretDigest: Uint8Array;

        /** TokenRecord site. */
        site: string;

        /** TokenRecord groups. */
        groups: string[];

        /** TokenRecord usesLeft. */
        usesLeft: number;

        /** TokenRecord expiresAt. */
        expiresAt: number;

        /** TokenRecord prefixes. */
        prefixes: string[];

        /** TokenRecord needsApproval. */
        needsApproval: boolean;

        /** TokenRecord replaces. */
        replaces: string;

        /**
         * Creates a new TokenRecord instance using the specified properties.
         * @param [properties] Properties to set
         * @returns TokenRecord instance
         */
        static create(properties: patchmesh.TokenRecord.$Shape): patchmesh.TokenRecord & patchmesh.TokenRecord.$Shape;
        static create(properties?: patchmesh.TokenRecord.$Properties): patchmesh.TokenRecord;

        /**
         * Encodes the specified TokenRecord message. Does not implicitly {@link patchmesh.TokenRecord.verify|verify} messages.
         * @param message TokenRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: patchmesh.TokenRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TokenRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {patchmesh.TokenRecord & patchmesh.TokenRecord.$Shape} TokenRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patchmesh.TokenRecord & patchmesh.TokenRecord.$Shape;

        /**
         * Creates a TokenRecord message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns TokenRecord
         */
        static fromObject(object: { [k: string]: any }): patchmesh.TokenRecord;

        /**
         * Creates a plain object from a TokenRecord message. Also converts values to other types if specified.
         * @param message TokenRecord
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: patchmesh.TokenRecord, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this TokenRecord to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };
    }

    namespace TokenRecord {

        /** Properties of a TokenRecord. */
        interface $Properties {

            /** TokenRecord secretDigest */
            secretDigest?: (Uint8Array|null);

            /** TokenRecord site */
            site?: (string|null);

            /** TokenRecord groups */
            groups?: (string[]|null);

            /** TokenRecord usesLeft */
            usesLeft?: (number|null);

            /** TokenRecord expiresAt */
            expiresAt?: (number|null);

            /** TokenRecord prefixes */
            prefixes?: (string[]|null);

            /** TokenRecord needsApproval */
            needsApproval?: (boolean|null);

            /** TokenRecord replaces */
            replaces?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TokenRecord. */
        type $Shape = patchmesh.TokenRecord.$Properties;
    }
}
